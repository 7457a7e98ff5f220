import { describe, expect, it } from 'vitest';
import { standardColumn, standardise, standardiseMissing } from './standardisation.ts';

const columnOf = (values: number[], options = { winsorShare: 0, compressSkewed: true }, weights?: number[]) =>
  standardColumn('x', Float64Array.from(values), weights && Float64Array.from(weights), options);

describe('standardColumn', () => {
  it('gives the training rows mean 0 and deviation 1', () => {
    // Mean 5 and population deviation 2: Wikipedia, "Standard deviation", basic example.
    const column = columnOf([2, 4, 4, 4, 5, 5, 7, 9], { winsorShare: 0, compressSkewed: false });
    expect(column).toMatchObject({ mean: 5, deviation: 2, lower: 2, upper: 9, missing: null });
    expect(standardise(column, 9)).toBe(2);
  });

  it('compresses a right-skewed column, but not a column that a logarithm would skew', () => {
    expect(columnOf([0, 1, 1, 2, 3, 5, 8, 400]).compressed).toBe(true);
    expect(columnOf([0, 60, 70, 80, 85, 90, 95, 100]).compressed).toBe(false);
    expect(columnOf([0, 1, 1, 2, 3, 5, 8, 400], { winsorShare: 0, compressSkewed: false }).compressed).toBe(
      false,
    );
  });

  it('compresses alike on both sides of zero', () => {
    const column = { ...columnOf([1, 2]), lower: -100, upper: 100, compressed: true, mean: 0, deviation: 1 };
    expect(standardise(column, Math.E - 1)).toBeCloseTo(1, 14);
    expect(standardise(column, 1 - Math.E)).toBeCloseTo(-1, 14);
  });

  it('clamps at the quantiles of the training rows', () => {
    const column = columnOf(
      Array.from({ length: 100 }, (_, i) => i + 1),
      { winsorShare: 0.1, compressSkewed: false },
    );
    expect(column).toMatchObject({ lower: 10, upper: 90 });
    expect(standardise(column, 1e6)).toBe(standardise(column, 90));
  });

  it('replaces a missing value by the median and marks it as missing', () => {
    const column = columnOf([1, 2, 3, Number.NaN], { winsorShare: 0, compressSkewed: false });
    expect(column).toMatchObject({ median: 2, mean: 2 });
    expect(standardise(column, Number.NaN)).toBe(0);
    // A 0/1 column with a quarter of ones has the deviation sqrt(1/4 * 3/4).
    expect(standardiseMissing(column, Number.NaN)).toBeCloseTo(0.75 / Math.sqrt(3 / 16), 14);
    expect(standardiseMissing(column, 1)).toBeCloseTo(-0.25 / Math.sqrt(3 / 16), 14);
  });

  it('gives 0 for a column that does not vary in training, whatever values come later', () => {
    for (const values of [
      [0.1, 0.1, 0.1],
      [Number.NaN, Number.NaN],
    ]) {
      const column = columnOf(values);
      expect(standardise(column, 5)).toBe(0);
      expect(standardiseMissing(column, 5)).toBe(0);
      expect(standardiseMissing(column, Number.NaN)).toBe(0);
    }
  });

  it('ignores rows of weight 0', () => {
    const options = { winsorShare: 0, compressSkewed: true };
    expect(columnOf([1, 2, 4, 999, Number.NaN], options, [1, 1, 1, 0, 0])).toEqual(
      columnOf([1, 2, 4], options),
    );
  });
});
