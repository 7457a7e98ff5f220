import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainScorer } from '../../test/fixtures/plain-scorer.ts';
import { COLUMNS, INDICATORS } from '../features/indicators.ts';
import { featureMatrix } from '../model/matrix.ts';
import { sigmoid } from '../stats/sigmoid.ts';
import { explainEnrolment } from './explanation.ts';

const value = fc.oneof(
  { weight: 5, arbitrary: fc.nat(20) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const cohorts = fc
  .array(fc.array(value, { minLength: COLUMNS.length, maxLength: COLUMNS.length }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((rows) => featureMatrix(COLUMNS, Float64Array.from(rows.flat())));

test('base and contributions add up to the sum, and the sum gives the risk', () => {
  fc.assert(
    fc.property(cohorts, (cohort) => {
      const { base, contributions, sum, probability } = explainEnrolment(plainScorer(), cohort, 0, 5, null);
      const added = contributions.reduce((total, { contribution }) => total + contribution, base);
      expect(added).toBeCloseTo(sum, 9);
      expect(probability).toBeCloseTo(sigmoid(sum), 9);
      const sizes = contributions.map(({ contribution }) => Math.abs(contribution));
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }),
  );
});

test('every indicator has its value, or null where it is unknown', () => {
  const row = COLUMNS.map((column) => (column === 'assessments_missed' ? 2 : Number.NaN));
  const { contributions, reasons, counterfactual } = explainEnrolment(
    plainScorer(),
    featureMatrix(COLUMNS, Float64Array.from(row)),
    0,
    5,
    null,
  );
  expect(contributions.map(({ indicator }) => indicator).toSorted()).toEqual(
    INDICATORS.map(({ name }) => name).toSorted(),
  );
  expect(contributions.find(({ indicator }) => indicator === 'assessments_missed')).toEqual({
    indicator: 'assessments_missed',
    value: 2,
    contribution: 2 * 0.8,
  });
  expect(contributions.find(({ indicator }) => indicator === 'clicks_last_14d')?.value).toBeNull();
  expect(reasons).toEqual([]);
  expect(counterfactual).toBeNull();
});
