import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
export const MAIN = join(ROOT, 'src', 'main.ts');

/** The development set, which is not part of the project. */
export const FULL_SET = join(ROOT, '..', 'shared', 'data', 'oulad', 'oulad-dev.zip');

/** A data folder with the whole set, imported once a run; null where the set is not there. */
let imported: Promise<{ folder: string; seconds: number; peakMb: number }> | null = null;

/** Imports the whole set into a fresh folder, once a run, watching its time and peak memory. */
export function importFullSet(): Promise<{ folder: string; seconds: number; peakMb: number }> | null {
  if (!existsSync(FULL_SET)) return null;
  imported ??= importOnce();
  return imported;
}

async function importOnce() {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-bench-'));
  const start = performance.now();
  const child = spawn(process.execPath, [MAIN, 'import', 'oulad', FULL_SET, '--json'], {
    env: { ...process.env, REKINDLE_DATA_DIR: folder },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  let peakMb = 0;
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(child.pid ?? 0, 'VmHWM'));
  }, 200);
  const [code] = (await once(child, 'exit')) as [number];
  clearInterval(watch);
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return { folder, seconds: (performance.now() - start) / 1000, peakMb };
}

/** Resident memory of a process in MB, now (`VmRSS`) or at its highest (`VmHWM`); 0 once it is gone. Linux only. */
export function residentMb(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  try {
    const kb = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kb ?? 0) / 1000;
  } catch {
    return 0;
  }
}
