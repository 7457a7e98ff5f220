import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const MAIN = join(import.meta.dirname, '..', 'src', 'main.ts');

/** The time and memory that a command took. */
export interface CommandRun {
  readonly seconds: number;
  /** Peak resident memory. */
  readonly peakMb: number;
  /** Peak of the memory that maps no file: without the code of Node and of the engine. */
  readonly ownMb: number;
}

/**
 * Runs a command of Rekindle in a process of its own and measures its time, start included, and its peak memory.
 *
 * @throws Error where the command fails
 */
export async function command(args: readonly string[], dataDir: string): Promise<CommandRun> {
  const start = performance.now();
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, REKINDLE_DATA_DIR: dataDir },
    stdio: 'ignore',
  });
  let peakMb = 0;
  let ownMb = 0;
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(child.pid ?? 0, 'VmHWM'));
    ownMb = Math.max(ownMb, residentMb(child.pid ?? 0, 'RssAnon'));
  }, 200);
  const [code] = (await once(child, 'exit')) as [number];
  clearInterval(watch);
  if (code !== 0) throw new Error(`rekindle ${args[0]} ended with ${code}`);
  return { seconds: (performance.now() - start) / 1000, peakMb, ownMb };
}

/**
 * Resident memory of a process in MB: now (`VmRSS`), without mapped files (`RssAnon`) or at its peak (`VmHWM`); 0 once
 * the process has ended. Linux only.
 */
export function residentMb(pid: number, field: 'VmRSS' | 'RssAnon' | 'VmHWM'): number {
  try {
    const kb = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kb ?? 0) / 1000;
  } catch {
    return 0;
  }
}
