import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { riddlesIn } from './english.ts';
import { ROOT } from './source.ts';

/** All that people read; what this test itself forbids stands in two files. */
const paths = globSync(
  [
    '*.md',
    'docs/**/*.md',
    'config/*.json',
    'db/**/*.sql',
    '{src,web,test,bench,bin,.ci}/**/*.{ts,tsx,sql,css,html}',
  ],
  { cwd: ROOT },
)
  .filter((path) => !/golden|architecture.english|node_modules/.test(path))
  .sort();

it(`has hardly a riddle in ${paths.length} files`, () => {
  const riddles = paths.flatMap((path) => riddlesIn(path, readFileSync(join(ROOT, path), 'utf8')));
  expect(paths.length).toBeGreaterThan(1000);
  expect(riddles.length, JSON.stringify(riddles, null, 2)).toBeLessThan(10);
});

it.each([
  'A résumé for who has none.',
  '// Who has been gone for longer rarely comes back.',
  'The scheduler is told of a champion.',
  'An answer that is at hand is given at once.',
])('would be found: %s', (text) => {
  expect(riddlesIn('a.md', text)).not.toEqual([]);
});

it.each([
  'A résumé for learners who have none.',
  'Who is at risk, and why?',
  'Whoever appended the event has the presentation scored next.',
  'The coach who called last.',
])('is none: %s', (text) => {
  expect(riddlesIn('a.md', text)).toEqual([]);
});
