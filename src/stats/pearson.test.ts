import { expect, test } from 'vitest';
import { pearson } from './pearson.ts';

test('agrees with the textbook', () => {
  // Anscombe's first quartet (1973): r = 0.81642.
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
  expect(pearson(x, y)).toBeCloseTo(0.81642, 5);
  expect(
    pearson(
      x,
      y.map((value) => -value),
    ),
  ).toBeCloseTo(-0.81642, 5);
});

test('a pair drawn twice counts twice', () => {
  expect(pearson([1, 2, 3], [2, 1, 5], [2, 1, 0])).toBeCloseTo(pearson([1, 1, 2], [2, 2, 1]) ?? 0, 12);
});

test('is not defined where nothing varies', () => {
  expect(pearson([1, 1, 1], [1, 2, 3])).toBeNull();
});
