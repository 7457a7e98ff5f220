import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports.ts';
import { postgresLibrary } from './postgres-program.ts';

/** A PostgreSQL server that belongs to one test file. */
export interface RunningPostgres {
  readonly url: string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL server on a free port of this machine, with an empty database.
 *
 * @throws Error with what the server said where it does not start
 */
export async function startPostgres(): Promise<RunningPostgres> {
  const [port] = (await freePorts(1)) as [number];
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-postgres-'));
  // PostgreSQL refuses to run as root, so root starts it as a separate user, who must have access to its data.
  const asRoot = userInfo().uid === 0;
  if (asRoot) chmodSync(folder, 0o755);

  const EmbeddedPostgres = await postgresLibrary(folder, asRoot);
  const said: unknown[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    createPostgresUser: asRoot,
    // The same order and case of letters on every machine, whatever its language setting.
    initdbFlags: [
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-sync',
    ],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (message) => said.push(message),
    onError: (message) => said.push(message),
  });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await stop();
    throw new Error(`A PostgreSQL server did not start: ${error ?? ''}\n${said.join('')}`);
  }
  return { url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`, stop };
}
