import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const SAMPLE = join(ROOT, 'data', 'oulad-sample', 'oulad-sample.zip');

const folder = mkdtempSync(join(tmpdir(), 'rekindle-killed-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs an import in a process of its own, kills it with SIGKILL at the first line that `until` accepts, and returns its lines. */
async function importInto(data: string, until: (line: string) => boolean = () => false): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'import-once.ts'), SAMPLE, data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (until(line)) child.kill('SIGKILL');
  }
  await ended;
  return lines;
}

const stored = (lines: readonly string[]) => lines.find((line) => line.startsWith('Stored'));

describe('an import killed', () => {
  let whole: string | undefined;
  beforeAll(async () => {
    whole = stored(await importInto(join(folder, 'whole')));
  });

  test.each([
    ['with half of the clicks staged', (line: string) => line === 'Reading 50'],
    ['before the first presentation is written', (line: string) => line === 'Reading 100'],
    ['while the second presentation is written', (line: string) => line === 'Writing 58'],
  ])(
    '%s is completed by the next import, to the last event',
    async (name, until) => {
      expect(whole).toMatch(/^Stored 561265 events \d+, 3850 enrolments$/);
      const data = join(folder, name.replaceAll(' ', '-'));
      const killed = await importInto(data, until);
      expect(killed.some(until)).toBe(true);
      expect(stored(killed)).toBeUndefined();
      const next = await importInto(data);
      expect(stored(next)).toBe(whole);
      expect(next.at(-1)).toBe('Runs broken, finished');
    },
    120_000,
  );
});
