import { expect, test } from 'vitest';
import { nearMiss } from './near-miss.ts';

test.each([
  ['Essay-1', 'essay-1'],
  ['essay 1', 'essay-1'],
  ['ESSAY_1 ', 'essay-1'],
  ['essay-2', null],
  ['essay-1', null],
  ['', null],
])('%j is meant for %j', (word, meant) => {
  expect(nearMiss(word, ['essay-1', 'exam'])).toBe(meant);
});
