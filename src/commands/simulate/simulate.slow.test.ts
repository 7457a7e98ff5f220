import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { UsageError } from '../../errors.ts';
import { simulateDatasetCommand, simulateProfilesCommand } from './simulate.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-simulate-'));
beforeAll(() => {
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(() => true);
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const PROFILES = { count: '1203', peers: '4', seed: '1', contract: 'flat', asOf: '2026-03-02' };

test('profiles are written one per line, and their batches beside them; running it again gives the same bytes', async () => {
  const [first, again] = [join(folder, 'a'), join(folder, 'b')];
  await simulateProfilesCommand({ ...PROFILES, out: first });
  await simulateProfilesCommand({ ...PROFILES, out: again });
  const text = readFileSync(join(first, 'profiles.jsonl'), 'utf8');
  expect(text).toBe(readFileSync(join(again, 'profiles.jsonl'), 'utf8'));
  expect(text.endsWith('}\n')).toBe(true);
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).user_id),
  ).toEqual(Array.from({ length: 1203 }, (_, nth) => `learner-${nth + 1}`));
  expect(JSON.parse(readFileSync(join(first, 'peers.json'), 'utf8'))).toHaveLength(4);
});

test('zero profiles give an empty file', async () => {
  const out = join(folder, 'none');
  await simulateProfilesCommand({ ...PROFILES, count: '0', out });
  expect(readFileSync(join(out, 'profiles.jsonl'), 'utf8')).toBe('');
});

test('a table is written with its header', async () => {
  const out = join(folder, 'new', 'event.csv');
  await simulateDatasetCommand({ target: 'event', count: '501', noise: '0.05', seed: '1', out });
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
  expect(lines[0]).toBe('karma,event_fomo_score,should_nudge_event');
  expect(lines).toHaveLength(502);
});

test.each([
  { contract: 'round' },
  { count: '1.5' },
  { count: '-1' },
  { peers: '0' },
  { seed: 'x' },
  { asOf: 'tomorrow' },
])('wrong usage is reported: %o', async (wrong) => {
  await expect(simulateProfilesCommand({ ...PROFILES, out: folder, ...wrong })).rejects.toThrow(UsageError);
});

test.each([{ target: 'dropout' }, { noise: '2' }, { noise: '' }])(
  'wrong usage for a table is reported, too: %o',
  async (wrong) => {
    const right = { target: 'resume', count: '10', noise: '0', seed: '1', out: join(folder, 'x.csv') };
    await expect(simulateDatasetCommand({ ...right, ...wrong })).rejects.toThrow(UsageError);
  },
);

test('a hundred thousand profiles fit into a heap that could not hold them', () => {
  // 100,000 lines of nearly 600 bytes are 58 MB of text, more as objects; the program itself takes some 25 MB.
  execFileSync(
    process.execPath,
    [
      '--max-old-space-size=48',
      'src/main.ts',
      'simulate',
      'profiles',
      '--count',
      '100000',
      '--out',
      join(folder, 'many'),
    ],
    { stdio: 'pipe' },
  );
  const size = statSync(join(folder, 'many', 'profiles.jsonl')).size;
  expect(size).toBeGreaterThan(50_000_000);
}, 60_000);
