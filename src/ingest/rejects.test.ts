import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRejects, type Refusal } from './rejects.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-rejects-'));
const refusal: Refusal = {
  reason: 'invalid_value',
  field: 'score',
  found: '101',
  expected: 'a number from 0 to 100',
};

test('are written as one JSON document a line and counted', () => {
  const path = join(folder, 'new', 'rejects.jsonl');
  const rejects = openRejects(path);
  rejects.add({ file: 'a.csv', line: 7, row: '"x","101"' }, refusal);
  rejects.add({ file: 'b.csv', line: 2, row: 'x' }, { ...refusal, reason: 'duplicate' });
  rejects.close();
  expect(
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { file: 'a.csv', line: 7, ...refusal, row: '"x","101"' },
    { file: 'b.csv', line: 2, ...refusal, reason: 'duplicate', row: 'x' },
  ]);
  expect(rejects.files()).toEqual([]);
  expect([rejects.countOf('a.csv'), rejects.countOf('c.csv')]).toEqual([1, 0]);
  expect(rejects.byReason()).toEqual({ invalid_value: 1, duplicate: 1 });
});

test('of an earlier import are deleted, and without refusals there is no file', () => {
  const path = join(folder, 'old.jsonl');
  writeFileSync(path, 'old\n');
  openRejects(path).close();
  expect(existsSync(path)).toBe(false);
});

test('are written to a device without deleting it', () => {
  const path = join(folder, 'no-file');
  mkdirSync(path);
  openRejects(path).close();
  expect(existsSync(path)).toBe(true);
});

test('keep only the beginning of a long row', () => {
  const path = join(folder, 'long.jsonl');
  const rejects = openRejects(path);
  rejects.add({ file: 'a.csv', line: 2, row: 'x'.repeat(10_000) }, refusal);
  rejects.close();
  expect(JSON.parse(readFileSync(path, 'utf8')).row).toBe('x'.repeat(500));
});
