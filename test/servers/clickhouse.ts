import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from './free-ports.ts';

/** ClickHouse servers that belong to one test file. */
export interface RunningClickHouse {
  /** The HTTP addresses of the nodes; clients connect to the first. */
  readonly urls: string[];
  /** The name under which every node knows all of them, one shard each. */
  readonly cluster: string;
  /** Ends the servers and removes their data. */
  stop(): Promise<void>;
}

interface NodePorts {
  readonly httpPort: number;
  readonly tcpPort: number;
}

const CLUSTER = 'rekindle';
const START_LIMIT_MS = 60_000;

/**
 * `clickhouse local` opens its ports on request and serves for as long as its query runs. HTTP comes last, so that a
 * node whose HTTP answers can also be reached by the other nodes.
 */
const SERVE = [
  'system start listen tcp',
  'system start listen http',
  'select sleepEachRow(1) from system.numbers settings max_block_size = 1 format Null',
].join('; ');

/**
 * Starts real ClickHouse servers on free ports of this machine, with empty data: one, or two that are the shards of
 * one cluster. The default user has no password. Where this machine cannot run them, says what is missing.
 *
 * The servers are the ClickHouse of chDB's npm package, which is built without Keeper and therefore refuses `on cluster`,
 * so a test creates its tables on each node.
 */
export async function startClickHouse(options: {
  nodes: 1 | 2;
}): Promise<RunningClickHouse | { missing: string }> {
  const library = clickHouseLibrary();
  if (library === null)
    return { missing: `no ClickHouse library for ${process.platform} on ${process.arch}` };

  const folder = mkdtempSync(join(tmpdir(), 'rekindle-clickhouse-'));
  const host = compileHost(folder);
  if ('missing' in host) {
    rmSync(folder, { recursive: true });
    return host;
  }

  const ports = await freePorts(2 * options.nodes);
  const nodes = Array.from({ length: options.nodes }, (_, index) => ({
    httpPort: ports[2 * index] as number,
    tcpPort: ports[2 * index + 1] as number,
  }));
  const running = nodes.map((_, index) =>
    startNode([host.program, library], join(folder, `node${index + 1}`), nodes, index),
  );
  const stop = async () => {
    await Promise.all(running.map(({ process }) => kill(process)));
    rmSync(folder, { recursive: true, force: true });
  };

  const urls = nodes.map((node) => `http://127.0.0.1:${node.httpPort}`);
  try {
    await Promise.all(running.map((node, index) => untilAnswering(node, urls[index] as string)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls, cluster: CLUSTER, stop };
}

/** Compiles the program that runs ClickHouse into `folder`, which takes a fifth of a second. */
function compileHost(folder: string): { program: string } | { missing: string } {
  const program = join(folder, 'clickhouse-host');
  const source = join(import.meta.dirname, 'clickhouse-host.c');
  const compiler = spawnSync('cc', ['-O1', '-Wall', '-o', program, source, '-ldl'], { encoding: 'utf8' });
  if (compiler.error !== undefined) return { missing: 'no C compiler (cc)' };
  if (compiler.status !== 0) return { missing: `a C compiler that compiles ${source}: ${compiler.stderr}` };
  return { program };
}

/** The library that chDB installs for this machine. It is a dependency of chDB, so it is resolved from there. */
function clickHouseLibrary(): string | null {
  if (process.platform !== 'linux') return null;
  const fromChdb = createRequire(createRequire(import.meta.url).resolve('chdb'));
  try {
    const path = join(
      dirname(fromChdb.resolve(`@chdb/lib-linux-${process.arch}-gnu/package.json`)),
      'libchdb.so',
    );
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

interface RunningNode {
  readonly process: ChildProcess;
  readonly said: string[];
}

function startNode(
  [program, library]: readonly [program: string, library: string],
  folder: string,
  nodes: readonly NodePorts[],
  index: number,
): RunningNode {
  const { httpPort, tcpPort } = nodes[index] as NodePorts;
  mkdirSync(folder);
  const configuration = join(folder, 'config.xml');
  writeFileSync(configuration, configurationOf(nodes, index));
  const child = spawn(
    program,
    [
      library,
      String(process.pid),
      `--config-file=${configuration}`,
      `--path=${join(folder, 'data')}`,
      `--http_port=${httpPort}`,
      `--tcp_port=${tcpPort}`,
      '--listen_host=127.0.0.1',
      `--query=${SERVE}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  child.on('error', (error) => said.push(error.message));
  return { process: child, said };
}

const configurationOf = (nodes: readonly NodePorts[], index: number): string => `<clickhouse>
  <macros>
    <shard>${String(index + 1).padStart(2, '0')}</shard>
    <replica>node${index + 1}</replica>
  </macros>
  <remote_servers replace="true">
    <${CLUSTER}>${nodes.map(shardOf).join('')}
    </${CLUSTER}>
  </remote_servers>
  <query_log>
    <database>system</database>
    <table>query_log</table>
  </query_log>
</clickhouse>
`;

const shardOf = (node: NodePorts): string => `
      <shard>
        <internal_replication>true</internal_replication>
        <replica><host>127.0.0.1</host><port>${node.tcpPort}</port></replica>
      </shard>`;

async function untilAnswering(node: RunningNode, url: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answers(url))) {
    if (hasEnded(node.process) || Date.now() > deadline)
      throw new Error(`A ClickHouse server did not start. It said: ${node.said.join('')}`);
    await pause(50);
  }
}

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/ping`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
};

async function kill(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
