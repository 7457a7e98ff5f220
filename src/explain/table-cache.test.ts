import { expect, test } from 'vitest';
import type { IndicatorTable } from '../features/indicators-at.ts';
import { createTableCache } from './table-cache.ts';

const table = (rows: number): IndicatorTable => ({
  columns: [],
  rows,
  presentationIds: [],
  learnerIds: [],
  moments: [],
  values: new Float64Array(),
});

test('the last tables are at hand, older ones are not', () => {
  const tables = createTableCache(2);
  for (const [nth, run] of ['a', 'b', 'c'].entries()) tables.keep(run, table(nth));
  expect(['a', 'b', 'c', 'd'].map((run) => tables.find(run)?.rows)).toEqual([undefined, 1, 2, undefined]);
});
