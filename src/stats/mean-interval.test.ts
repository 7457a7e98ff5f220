import { describe, expect, it, test } from 'vitest';
import { meanInterval, meansWithIntervals, student975 } from './mean-interval.ts';

const SCORES = { min: 0, max: 100 };

// Abramowitz and Stegun, Handbook of Mathematical Functions (1964), table 26.10.
test.each([
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [5, 2.571],
  [10, 2.228],
  [30, 2.042],
  [120, 1.98],
])('the 0.975 quantile for %i degrees of freedom agrees with the published table', (degrees, tabled) => {
  expect(Math.abs(student975(degrees) / tabled - 1)).toBeLessThan(0.002);
});

test('an interval grows with the deviation and shrinks with the number, within the range of the scores', () => {
  // 2, 4, 6: mean 4, deviation 2; 4.303 x 2 / sqrt(3) = 4.969
  const { low, high } = meanInterval(4, 2, 3, { min: -100, max: 100 });
  expect(low).toBeCloseTo(4 - 4.969, 2);
  expect(high).toBeCloseTo(4 + 4.969, 2);
  expect(meanInterval(98, 10, 4, SCORES)).toMatchObject({ high: 100, n: 4 });
  expect(meanInterval(50, Number.NaN, 1, SCORES)).toEqual({ mean: 50, low: null, high: null, n: 1 });
});

describe('meansWithIntervals', () => {
  const values = Float64Array.from({ length: 400 }, (_, row) => row % 2);
  const each = Uint32Array.from(values.keys());
  const options = { resamples: 400, seed: 1 };

  it('is as wide as the standard error of independent rows says', () => {
    const [{ mean, low, high }] = meansWithIntervals([values], each, options);
    expect(mean).toBe(0.5);
    // The standard error is 0.5 / sqrt(400) = 0.025.
    expect((high - low) / (2 * 1.96 * 0.025)).toBeGreaterThan(0.85);
    expect((high - low) / (2 * 1.96 * 0.025)).toBeLessThan(1.15);
  });

  it('is wider where rows of a group are alike, and 0 without rows', () => {
    const pairs = each.map((row) => row % 40);
    const width = (groups: Uint32Array) => {
      const [{ low, high }] = meansWithIntervals([values], groups, options);
      return high - low;
    };
    expect(width(pairs) / width(each)).toBeGreaterThan(2);
    expect(meansWithIntervals([new Float64Array()], new Uint32Array(), options)).toEqual([
      { mean: 0, low: 0, high: 0 },
    ]);
  });
});
