import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { isUnprepared, type PrepareOptions } from './prepare.ts';
import { startServer } from './running-server.ts';

/** Starts the server and stays until SIGTERM or SIGINT. */
export async function start(options: PrepareOptions): Promise<void> {
  const config = readConfig(process.env);
  // Import and replay need memory that the allocator is slow to release. A first start therefore runs them in a process of
  // their own, which ends: the process that stays is 200 MB smaller.
  if (isUnprepared(config)) await prepareElsewhere(options);
  const running = await startServer(config, options);
  process.stdout.write(`Rekindle is ready at ${running.url}\n`);
  const stop = () => void running.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

/** Runs `rekindle prepare` as a child, which ends with this process even if that is killed. */
async function prepareElsewhere(options: PrepareOptions): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, '../../main.ts'),
      'prepare',
      ...(options.asOf === undefined ? [] : ['--as-of', options.asOf]),
      ...(options.sample ? [] : ['--no-sample']),
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  // The child has already printed what went wrong.
  if (code !== 0) process.exit(code ?? 1);
}
