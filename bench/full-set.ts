import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command.ts';

const ROOT = join(import.meta.dirname, '..');

/** The development set, which is not part of the project. */
export const FULL_SET = join(ROOT, '..', 'shared', 'data', 'oulad', 'oulad-dev.zip');

/** A data folder with the whole set, imported once per run; null where the set is missing. */
let imported: Promise<{ folder: string; seconds: number; peakMb: number }> | null = null;

/** Imports the whole set into a fresh folder, once per run, and measures time and peak memory. */
export function importFullSet(): Promise<{ folder: string; seconds: number; peakMb: number }> | null {
  if (!existsSync(FULL_SET)) return null;
  imported ??= importOnce();
  return imported;
}

async function importOnce() {
  const folder = mkdtempSync(join(tmpdir(), 'rekindle-bench-'));
  const { seconds, peakMb } = await command(['import', 'oulad', FULL_SET], folder);
  return { folder, seconds, peakMb };
}
