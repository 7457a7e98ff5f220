import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainScorer } from '../../test/fixtures/plain-scorer.ts';
import { weightedSumScorer } from '../../test/fixtures/weighted-sum-scorer.ts';
import { percent } from '../domain/phrase.ts';
import { percentileOf } from '../features/indicator.ts';
import { COLUMNS, INDICATORS } from '../features/indicators.ts';
import { type FeatureMatrix, featureMatrix, rowOf, selectColumns } from '../model/matrix.ts';
import { referenceOf } from '../model/registry/reference.ts';
import type { Scorer } from '../model/score.ts';
import { sigmoid } from '../stats/sigmoid.ts';
import { outlookOf } from './counterfactual.ts';

const outlook = (scorer: Scorer, cohort: FeatureMatrix) => outlookOf(scorer, cohort, 0, null);
const counterfactual = (scorer: Scorer, cohort: FeatureMatrix) => outlook(scorer, cohort).counterfactual;

/** A course in which an active day has six clicks on the material, and nothing else is known. */
const cohortOf = (...learners: readonly Record<string, number>[]): FeatureMatrix =>
  featureMatrix(
    COLUMNS,
    Float64Array.from(
      learners.flatMap((learner) => {
        const values: Record<string, number> = {
          course_day: 30,
          clicks_per_active_day: 6,
          assessments_missed: 0,
          ...learner,
        };
        return COLUMNS.map((column) => values[column] ?? Number.NaN);
      }),
    ),
  );

const away = {
  days_since_last_activity: 9,
  active_days_total: 4,
  active_days_last_7d: 0,
  clicks_last_14d: 0,
};
const due = { days_to_next_deadline: 6, assessments_ahead_submitted: 0, assessments_submitted: 0 };

describe('a counterfactual', () => {
  test('is the smallest noticeable effort, in a sentence with both risks', () => {
    // The plain scorer: -1 + 0.2 for each day of silence - 0.05 for each click of two weeks. One active day means no
    // silence and six clicks.
    expect(counterfactual(plainScorer(), cohortOf(away, away))).toEqual({
      activeDays: 1,
      handsInNext: false,
      probability: sigmoid(-1 - 0.05 * 6),
      sentence: `If they come on one day this week, the estimate falls from ${percent(sigmoid(0.8))} to ${percent(sigmoid(-1.3))}. That is how it went for others, not a promise.`,
    });
  });

  test('asks for more days where one is too few, on top of the active days so far', () => {
    const here = { ...away, days_since_last_activity: 0, active_days_last_7d: 2, clicks_last_14d: 5 };
    // Each day of six clicks takes 0.3 from log-odds of -1.25: the risk goes from 0.223 to 0.175 and, with two days, to
    // 0.136.
    expect(counterfactual(plainScorer(), cohortOf(here))).toMatchObject({
      activeDays: 2,
      sentence:
        'If they come on two more days this week, the estimate falls from 22% to 14%. That is how it went for others, not a promise.',
    });
  });

  test('is as full a day as the learner has, but no fuller than is usual in the course', () => {
    const scorer = weightedSumScorer(COLUMNS, { clicks_total: -0.1 }, 1);
    const day = (own: number) =>
      counterfactual(scorer, cohortOf({ ...away, clicks_per_active_day: own }, {}, {}))?.probability;
    expect(day(3)).toBeCloseTo(sigmoid(1 - 0.3), 12);
    expect(day(50)).toBeCloseTo(sigmoid(1 - 0.6), 12);
  });

  test('may be the next work, where it is due soon and not handed in', () => {
    const scorer = weightedSumScorer(COLUMNS, { assessments_submitted: -1 }, 1);
    const found = (learner: Record<string, number>) =>
      counterfactual(scorer, cohortOf({ ...away, ...learner }));
    expect(found(due)).toMatchObject({
      activeDays: 0,
      handsInNext: true,
      sentence:
        'If they hand in the work due in 6 days, the estimate falls from 73% to 50%. That is how it went for others, not a promise.',
    });
    expect(found({ ...due, days_to_next_deadline: 0 })?.sentence).toMatch(
      /^If they hand in the work due today, the/,
    );
    expect(found({ ...due, days_to_next_deadline: 30 })).toBeNull();
    expect(found({ ...due, assessments_ahead_submitted: 1 })).toBeNull();
    expect(found({})).toBeNull();
  });

  test('moves the percentile along with its value, among the other learners', () => {
    const scorer = weightedSumScorer(COLUMNS, { active_days_total_pct: -4 }, 2);
    const others = [4, 4, 6, 9].map((days) => ({ ...away, active_days_total: days }));
    // Five active days are more than the four of two other learners, so the percentile goes from 0 to one half.
    const cohort = cohortOf({ ...away, active_days_total_pct: 0 }, ...others);
    expect(counterfactual(scorer, cohort)?.probability).toBeCloseTo(sigmoid(2 - 4 * 0.5), 12);
  });

  test('is not told where the model has no ground for it, with the reason', () => {
    const because = (cohort: FeatureMatrix, scorer = plainScorer()) =>
      outlook(scorer, cohort).counterfactualWithheld;
    expect(because(cohortOf(away))).toBeNull();
    const nothingHelps = 'No effort of a week would move the estimate noticeably.';
    expect(because(cohortOf(away), weightedSumScorer(COLUMNS, {}))).toBe(nothingHelps);
    expect(because(cohortOf({ ...away, active_days_last_7d: 7 }))).toBe(nothingHelps);
    expect(because(cohortOf({ ...away, course_day: 6 }))).toMatch(/first week/);
    expect(because(cohortOf({ ...away, active_days_total: 0 }))).toMatch(/no past to estimate from/);
    expect(because(cohortOf({ course_day: 30 }))).toMatch(/no past to estimate from/);
    expect(outlookOf(plainScorer(), cohortOf(away), 0, 'calibration error 0.3')).toEqual({
      counterfactual: null,
      counterfactualWithheld: 'The risks of this model have not come true lately.',
    });
  });

  test('is not told in a course that is used unlike those the model has learnt from', () => {
    const others = Array.from({ length: 40 }, (_, nth) => ({ ...away, active_days_total: 1 + (nth % 9) }));
    const cohort = cohortOf(away, ...others);
    const learntFrom = (factor: number): Scorer => {
      const matrix = cohortOf(
        ...others.map((one) => ({ ...one, active_days_total: one.active_days_total * factor })),
      );
      const columns = ['active_days_total'];
      const slice = {
        matrix: selectColumns(matrix, columns),
        labels: others.map(() => 0),
        stages: others.map(() => 1),
        presentations: others.map(() => 'AAA-2013J'),
      };
      return { ...plainScorer(), reference: referenceOf([slice], []) };
    };
    expect(outlook(learntFrom(1), cohort).counterfactual).not.toBeNull();
    expect(outlook(learntFrom(30), cohort).counterfactualWithheld).toMatch(/used unlike/);
  });
});

describe('whatever the model', () => {
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
  const weights = fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: COLUMNS.length,
      maxLength: COLUMNS.length,
    })
    .map((all) => Object.fromEntries(COLUMNS.map((column, place) => [column, all[place] / 20])));

  test('it never raises the risk, changes no fact of the past, and leaves the course as it is', () => {
    const fixed = INDICATORS.filter(({ changeable }) => !changeable)
      .flatMap(({ name, relative }) => (relative ? [name, percentileOf(name)] : [name]))
      .map((column) => COLUMNS.indexOf(column));
    fc.assert(
      fc.property(cohorts, weights, (cohort, drawn) => {
        const model = weightedSumScorer(COLUMNS, drawn);
        const asked: Float64Array[] = [];
        const scorer: Scorer = {
          ...model,
          probability: (values) => {
            asked.push(values.slice());
            return model.probability(values);
          },
        };
        const before = cohort.values.slice();
        const found = counterfactual(scorer, cohort);
        expect(cohort.values).toEqual(before);
        for (const place of fixed)
          for (const values of asked) expect(values[place]).toBe(rowOf(cohort, 0)[place]);
        if (found !== null)
          expect(found.probability).toBeLessThanOrEqual(model.probability(rowOf(cohort, 0)) - 0.05);
      }),
    );
  });
});
