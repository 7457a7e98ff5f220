import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weightedSumScorer } from '../../test/fixtures/weighted-sum-scorer.ts';
import { featureMatrix } from '../model/matrix.ts';
import { shapSummary } from './shap-summary.ts';

const COLUMNS = ['clicks', 'gap', 'clicks_pct'];
const scorer = weightedSumScorer(COLUMNS, { clicks: -1, gap: 0.5, clicks_pct: -2 }, 0.3);

test('adds the contribution of the percentile to its indicator and puts the largest mean first', () => {
  const matrix = featureMatrix(COLUMNS, Float64Array.of(0, 8, 0, 2, 0, 1, 1, Number.NaN, 0.5));
  expect(shapSummary(scorer, matrix, ['a', 'b', 'c'], 1)).toMatchObject([
    {
      indicator: 'clicks',
      meanSize: 2, // (0 + 4 + 2) / 3
      points: [
        { value: 0, rank: 1 / 6, contribution: 0 },
        { value: 2, rank: 5 / 6, contribution: -4 },
        { value: 1, rank: 1 / 2, contribution: -2 },
      ],
    },
    {
      indicator: 'gap',
      meanSize: 4 / 3,
      points: [
        { value: 8, rank: 3 / 4, contribution: 4 },
        { value: 0, rank: 1 / 4, contribution: 0 },
        { value: Number.NaN, rank: Number.NaN, contribution: 0 },
      ],
    },
  ]);
});

test('in every row the contributions and the base add up to the log-odds', () => {
  const value = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 8 }), (rows) => {
      const matrix = featureMatrix(COLUMNS, Float64Array.from(rows.flat()));
      const summary = shapSummary(
        scorer,
        matrix,
        rows.map((_, row) => String(row)),
        1,
      );
      rows.forEach((row, place) => {
        const sum = summary.reduce((total, { points }) => total + points[place].contribution, 0.3);
        const probability = scorer.probability(Float64Array.from(row));
        expect(sum).toBeCloseTo(Math.log(probability / (1 - probability)), 6);
      });
    }),
  );
});
