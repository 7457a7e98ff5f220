import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerLines, type BatchFiles, type LineOutcome } from './batch.ts';

let folder: string;
let files: BatchFiles;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rekindle-batch-'));
  files = {
    input: join(folder, 'in.jsonl'),
    output: join(folder, 'out.jsonl'),
    rejects: join(folder, 'rejects.jsonl'),
  };
});
afterEach(() => rmSync(folder, { recursive: true }));

const echo = (text: string, line: number): LineOutcome =>
  text.startsWith('bad') ? { refused: `${line} ${text}` } : { line: text.toUpperCase() };
const quiet = () => {};
const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').slice(0, -1);

test('every line is answered or refused, in order, even a last line without a newline', () => {
  writeFileSync(files.input, 'a\nbad\n\nä\r\nend');
  expect(answerLines(files, echo, quiet)).toEqual({ lines: 5, refused: 1, resumedFrom: 0 });
  expect(linesOf(files.output)).toEqual(['A', 'Ä\r', 'END']);
  expect(linesOf(files.rejects)).toEqual(['2 bad']);
});

test('without refused lines there is no file of refusals, and an earlier output is replaced', () => {
  writeFileSync(files.output, 'old\n');
  writeFileSync(files.input, 'a\n');
  answerLines(files, echo, quiet);
  expect(linesOf(files.output)).toEqual(['A']);
  expect(existsSync(files.rejects)).toBe(false);
});

test('a stopped run resumes, and every line is answered once', () => {
  // The input has forty megabytes; a checkpoint is written every sixteen.
  const lines = Array.from({ length: 400_000 }, (_, index) =>
    `${index}`.padStart(100, index % 1000 === 7 ? 'bad' : 'x'),
  );
  writeFileSync(files.input, `${lines.join('\n')}\n`);
  let told = 0;
  expect(() =>
    answerLines(files, echo, () => {
      told += 1;
      if (told === 30) throw new Error('killed');
    }),
  ).toThrow('killed');
  const summary = answerLines(files, echo, quiet);
  expect(summary.lines).toBe(400_000);
  expect(summary.resumedFrom).toBeGreaterThan(100_000);
  const answered = lines.filter((line) => !line.startsWith('bad')).map((line) => line.toUpperCase());
  expect(readFileSync(files.output, 'utf8') === `${answered.join('\n')}\n`).toBe(true);
  expect(linesOf(files.rejects)).toHaveLength(400);
  expect(existsSync(`${files.output}.checkpoint`)).toBe(false);
}, 60_000);

test('a run over a different input does not resume the stopped run', () => {
  const checkpoint = {
    input: { bytes: 1, modifiedMs: 1 },
    read: 1,
    written: 9,
    rejected: 0,
    lines: 1,
    refused: 0,
  };
  writeFileSync(`${files.output}.checkpoint`, JSON.stringify(checkpoint));
  writeFileSync(files.input, 'a\nb\n');
  expect(answerLines(files, echo, quiet)).toEqual({ lines: 2, refused: 0, resumedFrom: 0 });
});

test('a line of megabytes is refused, and the lines after it are answered', () => {
  writeFileSync(files.input, `bad${'x'.repeat(3_000_000)}\nb\n`);
  const { refused } = answerLines(
    files,
    (text, line) => (text.length > 100 ? { refused: `${line}` } : echo(text, line)),
    quiet,
  );
  expect(refused).toBeGreaterThan(0);
  expect(linesOf(files.output).at(-1)).toBe('B');
});
