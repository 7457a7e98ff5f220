import { describe, expect, it } from 'vitest';
import { weightedSumScorer } from '../../test/fixtures/weighted-sum-scorer.ts';
import { featureMatrix } from '../model/matrix.ts';
import { sigmoid } from '../stats/sigmoid.ts';
import { partialDependence } from './partial-dependence.ts';

const COLUMNS = ['gap', 'other', 'gap_pct'];
/** Two strata with the gaps 0, 1, 2 and 2, 3, 4; one gap is unknown. */
const matrix = featureMatrix(
  COLUMNS,
  Float64Array.of(0, 1, 0, 1, -1, 0.5, 2, 1, 1, 2, -1, 0, 3, 1, 0.5, 4, -1, 1, Number.NaN, 0, Number.NaN),
);
const strata = ['a', 'a', 'a', 'b', 'b', 'b', 'b'];
const groups = ['0', '1', '2', '3', '4', '5', '6'];

describe('partial dependence', () => {
  it('is the mean risk with every row at the same value', () => {
    const scorer = weightedSumScorer(COLUMNS, { gap: 0.5, other: 1 });
    const points = partialDependence(scorer, matrix, { indicator: 'gap', strata, groups, seed: 1 });
    expect(points.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4]);
    // Of the seven rows three have 1 in `other`, three -1 and one 0.
    const at = (gap: number) => (3 * sigmoid(gap / 2 + 1) + 3 * sigmoid(gap / 2 - 1) + sigmoid(gap / 2)) / 7;
    for (const { value, mean, meanLow, meanHigh, low, high } of points) {
      expect(meanLow).toBeLessThan(mean);
      expect(meanHigh).toBeGreaterThan(mean);
      expect(mean).toBeCloseTo(at(value), 12);
      expect(low).toBeCloseTo(sigmoid(value / 2 - 1), 12);
      expect(high).toBeCloseTo(sigmoid(value / 2 + 1), 12);
    }
  });

  it('moves the percentile with the value, among the rows of the same stratum', () => {
    const scorer = weightedSumScorer(COLUMNS, { gap_pct: 2 });
    const points = partialDependence(scorer, matrix, { indicator: 'gap', strata, groups, seed: 1 });
    // All three gaps of a are below 3, and one of the three gaps of b.
    const three = points.find(({ value }) => value === 3);
    expect(three?.mean).toBeCloseTo((3 * sigmoid(2) + 4 * sigmoid(2 / 3)) / 7, 12);
  });

  it('tries at most the given number of values', () => {
    const scorer = weightedSumScorer(COLUMNS, { gap: 1 });
    expect(
      partialDependence(scorer, matrix, { indicator: 'gap', strata, groups, seed: 1, steps: 3 }).length,
    ).toBe(3);
  });

  it('has no points where nothing is known, and refuses an indicator that is not there', () => {
    const scorer = weightedSumScorer(COLUMNS, {});
    const unknown = featureMatrix(COLUMNS, Float64Array.of(Number.NaN, 1, Number.NaN));
    expect(
      partialDependence(scorer, unknown, { indicator: 'gap', strata: ['a'], groups: ['a'], seed: 1 }),
    ).toEqual([]);
    expect(() =>
      partialDependence(scorer, matrix, { indicator: 'gap_pct', strata, groups, seed: 1 }),
    ).toThrow(RangeError);
  });
});
