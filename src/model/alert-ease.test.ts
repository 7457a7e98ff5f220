import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logit } from '../stats/sigmoid.ts';
import { alertEaseSchema, alertLevel, deadlinesOf } from './alert-ease.ts';
import { featureMatrix } from './matrix.ts';

const EASE = [
  { withinDays: 21, logOdds: 1.5 },
  { withinDays: 3, logOdds: 0.5 },
];

test('a deadline raises the alert level, the nearer the more', () => {
  const logOdds = (days: number) => logit(alertLevel(0.6, days, EASE)) - logit(0.6);
  expect(logOdds(22)).toBe(0);
  expect(logOdds(21)).toBeCloseTo(1.5, 12);
  expect(logOdds(3)).toBeCloseTo(2, 12);
  expect(logOdds(0)).toBeCloseTo(2, 12);
});

test('where no deadline is left nothing is raised', () => {
  expect(alertLevel(0.6, Number.NaN, EASE)).toBeCloseTo(0.6, 12);
});

test('the alert level stays between 0 and 1 and keeps the order of learners with the same deadline', () => {
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(probability, probability, fc.integer({ min: 0, max: 40 }), (a, b, days) => {
      const [left, right] = [Math.min(a, b), Math.max(a, b)].map((one) => alertLevel(one, days, EASE));
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(1);
      expect(left).toBeLessThanOrEqual(right);
    }),
  );
});

test('reads the deadlines from the indicators', () => {
  const matrix = featureMatrix(
    ['clicks_total', 'days_to_next_deadline'],
    Float64Array.of(1, 12, 2, Number.NaN),
  );
  expect([...deadlinesOf(matrix)]).toEqual([12, Number.NaN]);
});

test('ease that would make alerts harder is refused', () => {
  expect(alertEaseSchema.safeParse([{ withinDays: 7, logOdds: -1 }]).success).toBe(false);
});
