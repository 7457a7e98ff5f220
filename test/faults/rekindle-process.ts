import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
export const NODE = join(ROOT, 'node_modules', '.bin', 'node');
const MAIN = join(ROOT, 'src', 'main.ts');

/** How a process ended and what it printed. */
export interface Ending {
  /** Its exit code, or null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a process of its own, which can be killed. */
export interface RekindleProcess {
  readonly pid: number;
  /** What it has printed on standard output and standard error so far. */
  said(): { readonly stdout: string; readonly stderr: string };
  /** Resolves once it has ended, whatever the reason. */
  readonly ended: Promise<Ending>;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ending>;
}

/** A server that answers at `url`. */
export interface RekindleServer extends RekindleProcess {
  readonly url: string;
}

/**
 * Of this process's own environment only the path to programs: all settings come from the test. Node's compile cache is
 * kept for the next process, which then starts in two thirds of the time.
 */
export const surroundings = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  LOG_LEVEL: 'warn',
  NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'node'),
};

/** Runs the command line with these arguments and settings. */
export function spawnRekindle(args: readonly string[], settings: Record<string, string>): RekindleProcess {
  const child = spawn(NODE, [MAIN, ...args], {
    cwd: ROOT,
    env: { ...surroundings, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.stderr += text;
  });
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    // `close` comes after `exit`, once all output has been read.
    child.once('close', (code, signal) => resolve({ code, signal, ...said }));
  });
  return {
    pid: child.pid ?? 0,
    said: () => said,
    ended,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs a command to its end. */
export const rekindle = (args: readonly string[], settings: Record<string, string>): Promise<Ending> =>
  spawnRekindle(args, settings).ended;

/**
 * Starts a server on a free port, without the sample.
 *
 * @throws Error with its output where it ends before it is ready
 */
export async function startRekindle(settings: Record<string, string>): Promise<RekindleServer> {
  const started = spawnRekindle(['start', '--no-sample'], { PORT: '0', ...settings });
  for (;;) {
    const url = /ready at (\S+)/.exec(started.said().stdout)?.[1];
    if (url !== undefined) return { ...started, url };
    const ending = await Promise.race([started.ended, pause(20)]);
    if (ending !== null)
      throw new Error(`rekindle start ended (${ending.code ?? ending.signal}): ${ending.stderr}`);
  }
}

const pause = (durationMs: number) => new Promise<null>((resolve) => setTimeout(resolve, durationMs, null));

/** Asks the server; a body is sent as JSON. */
export async function ask<Answer = unknown>(
  { url }: RekindleServer,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly answer: Answer }> {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}
