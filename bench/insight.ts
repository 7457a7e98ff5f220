import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { FLAT_EXAMPLE, NESTED_EXAMPLE } from '../src/api/insight-example.ts';
import { command } from './command.ts';
import type { Measurement, Outcome } from './measurement.ts';
import { startBenchServer } from './server.ts';

const CONNECTIONS = 8;
const SECONDS = 6;
const ROUNDS = 3;

/** About the time that an answer with nudges computes beyond a bare route. */
const WORK_US = 25;

/** The rate of engine B, run as its authors run it, on a machine of this size and at the same load. */
const OTHER_ENGINE = 700;

/** Profiles of one batch run: half a minute's work or less. */
const PROFILES = 200_000;

/** Nudges over HTTP and for a file. */
export async function measureInsight(): Promise<Outcome> {
  return { measured: [...(await measureRequests()), ...(await measureFile())] };
}

/** `rekindle nudge` over simulated profiles, its start included. */
async function measureFile(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-bench-'));
  const paths = ['--in', join(folder, 'profiles.jsonl'), '--out', join(folder, 'nudges.jsonl')];
  try {
    await command(['simulate', 'profiles', '--count', String(PROFILES), '--out', folder], folder);
    const rates: number[] = [];
    const peaks: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { seconds, peakMb } = await command(['nudge', ...paths], folder);
      rates.push(PROFILES / seconds);
      peaks.push(peakMb);
    }
    const what = `rekindle nudge, ${PROFILES / 1000},000 simulated profiles`;
    return [
      { what, unit: 'profiles/s', values: rates, goal: 20_000 },
      { what: `${what}: peak resident memory`, unit: 'MB', values: peaks, goal: null },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nudges over HTTP, with every decision recorded, in turns with a bare route. */
async function measureRequests(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-bench-'));
  const server = await startBenchServer(folder, ['--no-sample']);
  const bare = await startBareServer(0);
  const busy = await startBareServer(WORK_US);
  try {
    for (const url of [server.url, bare.url, busy.url]) await load(url, FLAT_EXAMPLE, 3);
    const withWork: Load[] = [];
    const flat: Load[] = [];
    const nested: Load[] = [];
    const limit: Load[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      limit.push(await load(bare.url, FLAT_EXAMPLE, SECONDS));
      withWork.push(await load(busy.url, FLAT_EXAMPLE, SECONDS));
      flat.push(await load(server.url, FLAT_EXAMPLE, SECONDS));
      nested.push(await load(server.url, NESTED_EXAMPLE, SECONDS));
    }
    return [
      rate('flat contract, 8 connections', flat, limit),
      rate('nested contract, 8 connections', nested, limit),
      tail('flat contract, 8 connections, p99', flat),
      tail('nested contract, 8 connections, p99', nested),
      {
        what: `bare route that computes ${WORK_US} µs, 8 connections`,
        unit: 'requests/s',
        values: withWork.map(({ perSecond }) => perSecond),
        goal: null,
        peer: limitOf(limit),
      },
    ];
  } finally {
    for (const { child } of [bare, busy]) child.kill();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** @throws Error where a request fails */
async function load(url: string, body: object, duration: number): Promise<Load> {
  const { requests, latency, errors, non2xx } = await autocannon({
    url: `${url}/analyze-engagement`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    connections: CONNECTIONS,
    duration,
  });
  if (errors + non2xx > 0) throw new Error(`${errors + non2xx} requests failed`);
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99 };
}

const rate = (what: string, loads: readonly Load[], limit: readonly Load[]): Measurement => ({
  what,
  unit: 'requests/s',
  values: loads.map(({ perSecond }) => perSecond),
  goal: 10 * OTHER_ENGINE,
  goalRatio: 0.6,
  peer: limitOf(limit),
});

const limitOf = (limit: readonly Load[]) => ({
  name: 'bare Fastify route',
  values: limit.map(({ perSecond }) => perSecond),
});

const tail = (what: string, loads: readonly Load[]): Measurement => ({
  what,
  unit: 'ms',
  values: loads.map(({ p99 }) => p99),
  goal: 5,
  note: `median ${Math.min(...loads.map(({ p50 }) => p50))} ms`,
});

async function startBareServer(workUs: number): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-server.ts'), String(workUs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { url: /ready at (\S+)/.exec(text.toString())?.[1] ?? '', child };
}
