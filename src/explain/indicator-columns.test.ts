import { expect, test } from 'vitest';
import { COLUMNS, INDICATORS } from '../features/indicators.ts';
import { indicatorColumns } from './indicator-columns.ts';

test('a percentile belongs to its indicator', () => {
  expect(indicatorColumns(['clicks', 'day', 'clicks_pct', 'mean_pct'])).toEqual([
    { indicator: 'clicks', own: 0, percentile: 2, places: [0, 2] },
    { indicator: 'day', own: 1, percentile: -1, places: [1] },
    // No column is called "mean", so this column is an indicator by itself.
    { indicator: 'mean_pct', own: 3, percentile: -1, places: [3] },
  ]);
});

test('every column of the indicators belongs to one of them', () => {
  const groups = indicatorColumns(COLUMNS);
  expect(groups.map(({ indicator }) => indicator)).toEqual(INDICATORS.map(({ name }) => name));
  expect(groups.flatMap(({ places }) => places).toSorted((a, b) => a - b)).toEqual([...COLUMNS.keys()]);
});
