import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentileOf } from '../features/indicator.ts';
import { COLUMNS, INDICATORS } from '../features/indicators.ts';
import { reasonFinder } from './reasons.ts';

const find = reasonFinder(COLUMNS);

/** A row in which only the named columns are known. */
const row = (known: Record<string, number>, otherwise: number) =>
  Float64Array.from(COLUMNS, (column) => known[column] ?? otherwise);

const reasonsOf = (
  values: Record<string, number>,
  parts: Record<string, number>,
  medians: Record<string, number>,
  limit = 5,
) => find(row(values, Number.NaN), row(parts, 0), row(medians, Number.NaN), limit);

const indicatorOf = (name: string) => {
  const found = INDICATORS.find((indicator) => indicator.name === name);
  if (found === undefined) throw new Error(`no indicator ${name}`);
  return found;
};

describe('a reason', () => {
  test('gives the value and the median of the course', () => {
    expect(
      reasonsOf(
        { days_since_last_activity: 12 },
        { days_since_last_activity: 0.8 },
        { days_since_last_activity: 2 },
      ),
    ).toEqual([
      {
        indicator: 'days_since_last_activity',
        sentence: "No activity for 12 days; the course's median is 2.",
        value: 12,
        courseMedian: 2,
        contribution: 0.8,
      },
    ]);
  });

  test('gives a share in percent and a change in words', () => {
    const [missed, trend] = reasonsOf(
      { missed_share: 0.5, clicks_trend_2w: -2 },
      { missed_share: 2, clicks_trend_2w: 1 },
      { missed_share: 0, clicks_trend_2w: -0.2 },
    );
    expect(missed.sentence).toBe("50 % of the assessments due so far missed; the course's median is 0 %.");
    expect(trend.sentence).toBe(
      "Activity in the last two weeks against the two before: down 75 %; the course's median is down 13 %.",
    );
  });

  test('adds the part of the percentile to that of its indicator', () => {
    const [reason] = reasonsOf(
      { mean_score: 40 },
      { mean_score: 0.3, mean_score_pct: 0.4 },
      { mean_score: 70, mean_score_pct: 0.5 },
    );
    expect(reason).toMatchObject({ indicator: 'mean_score', contribution: 0.7 });
  });

  test('is the sum of its topic, shown by the believable indicator with the largest part', () => {
    const parts = { clicks_total: -0.5, clicks_last_7d: 0.4, clicks_last_14d: 0.6, active_days_total: 0.9 };
    const medians = { clicks_total: 100, clicks_last_7d: 10, clicks_last_14d: 20, active_days_total: 3 };
    // In this row, more active days than the median raise the risk, which nobody would believe.
    const values = { clicks_total: 50, clicks_last_7d: 1, clicks_last_14d: 2, active_days_total: 9 };
    const [reason, ...others] = reasonsOf(values, parts, medians);
    expect(reason.indicator).toBe('clicks_last_14d');
    expect(reason.contribution).toBeCloseTo(1.4, 12);
    expect(others).toEqual([]);
  });

  test('is given in days and clicks rather than in ratios', () => {
    const [reason] = reasonsOf(
      { days_since_last_activity: 9, gap_against_usual: 4 },
      { days_since_last_activity: 0.2, gap_against_usual: 1 },
      { days_since_last_activity: 2, gap_against_usual: 1 },
    );
    expect(reason).toMatchObject({ indicator: 'days_since_last_activity', contribution: 1.2 });
  });

  test('of an unknown value means absence, which can only raise a risk', () => {
    const medians = { mean_score: 70 };
    expect(reasonsOf({}, { mean_score: 0.5 }, medians)).toMatchObject([
      { sentence: "No score so far; the course's median is 70.", value: null },
    ]);
    expect(reasonsOf({}, { mean_score: -0.5 }, medians)).toEqual([]);
    // Where no learner has a value, it says something about the course and nothing about the learner.
    expect(reasonsOf({}, { mean_score: 0.5 }, {})).toEqual([]);
  });

  test('is not given where nothing raises or lowers the risk', () => {
    expect(reasonsOf({ clicks_total: 500 }, {}, { clicks_total: 100 })).toEqual([]);
    expect(
      reasonsOf(
        { clicks_total: 5, clicks_last_7d: 5 },
        { clicks_total: 1, clicks_last_7d: -1 },
        { clicks_total: 9, clicks_last_7d: 3 },
      ),
    ).toEqual([]);
  });

  test('is never the calendar, which is the same for everybody', () => {
    expect(reasonsOf({ course_day: 50 }, { course_day: 9 }, { course_day: 50 })).toEqual([]);
  });
});

describe('any row', () => {
  const number = fc.double({ min: -50, max: 50, noNaN: true });
  const values = fc
    .array(fc.oneof({ weight: 4, arbitrary: number }, { weight: 1, arbitrary: fc.constant(Number.NaN) }), {
      minLength: COLUMNS.length,
      maxLength: COLUMNS.length,
    })
    .map((all) => Float64Array.from(all));
  const parts = fc
    .array(number, { minLength: COLUMNS.length, maxLength: COLUMNS.length })
    .map((all) => Float64Array.from(all));
  const topicOf = (name: string) => indicatorOf(name).topic;
  const at = (all: Float64Array, column: string) => all[COLUMNS.indexOf(column)] ?? 0;

  test('has at most one reason for each topic, the strongest first, each with the sum of its topic', () => {
    fc.assert(
      fc.property(values, parts, values, fc.integer({ min: 1, max: 12 }), (own, part, medians, limit) => {
        const reasons = find(own, part, medians, limit);
        expect(reasons.length).toBeLessThanOrEqual(limit);
        const topics = reasons.map(({ indicator }) => topicOf(indicator));
        expect(new Set(topics).size).toBe(topics.length);
        const sizes = reasons.map(({ contribution }) => Math.abs(contribution));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        for (const reason of reasons) {
          const sum = INDICATORS.filter(({ topic }) => topic === topicOf(reason.indicator)).reduce(
            (sum, { name }) => sum + at(part, name) + at(part, percentileOf(name)),
            0,
          );
          expect(reason.contribution).toBeCloseTo(sum, 9);
        }
      }),
    );
  });

  test('is explained by facts that are true of it', () => {
    fc.assert(
      fc.property(values, parts, values, (own, part, medians) => {
        for (const { indicator, sentence, value, courseMedian, contribution } of find(
          own,
          part,
          medians,
          12,
        )) {
          expect(sentence).toMatch(/^[A-Z0-9-].*[^.]; the course's median is .*[^.]\.$/);
          expect(sentence).not.toMatch(/NaN|undefined|null/);
          const { better } = indicatorOf(indicator);
          const isWorse =
            value === null ||
            (better === 'more' ? value < Number(courseMedian) : value > Number(courseMedian));
          expect(courseMedian).not.toBeNull();
          expect(isWorse).toBe(contribution > 0);
        }
      }),
    );
  });
});

test('a model of fewer columns has fewer reasons', () => {
  const few = reasonFinder(['mean_score', 'course_day']);
  expect(few(Float64Array.of(40, 20), Float64Array.of(1, 5), Float64Array.of(70, 20), 5)).toMatchObject([
    { indicator: 'mean_score', contribution: 1 },
  ]);
});
