import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentileOf } from '../features/indicator.ts';
import { COLUMNS, INDICATORS } from '../features/indicators.ts';
import { reasonFinder } from './reasons.ts';

const find = reasonFinder(COLUMNS);

/** A row in which only the named columns are known. */
const row = (known: Record<string, number>, otherwise: number) =>
  Float64Array.from(COLUMNS, (column) => known[column] ?? otherwise);

const rangeAt = (value: number | undefined) => (value === undefined ? null : { low: value, high: value });

const found = (
  values: Record<string, number>,
  parts: Record<string, number>,
  course: Record<string, number>,
  learnt: Record<string, number> = {},
) =>
  find(
    row(values, Number.NaN),
    row(parts, 0),
    { course: row(course, Number.NaN), learnt: COLUMNS.map((column) => rangeAt(learnt[column])) },
    5,
  );

const reasonsOf = (...asked: Parameters<typeof found>) => found(...asked).reasons;

const indicatorOf = (name: string) => {
  const found = INDICATORS.find((indicator) => indicator.name === name);
  if (found === undefined) throw new Error(`no indicator ${name}`);
  return found;
};

describe('a reason', () => {
  test('gives the value and what is typical of the course', () => {
    expect(
      reasonsOf(
        { days_since_last_activity: 12 },
        { days_since_last_activity: 0.8 },
        { days_since_last_activity: 2 },
      ),
    ).toEqual([
      {
        indicator: 'days_since_last_activity',
        sentence: 'Was last here 12 days ago (typical: 2 days ago).',
        value: 12,
        courseMedian: 2,
        learntMedian: null,
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
    expect(missed.sentence).toBe('Has not handed in 50% of the work due so far (typical: none).');
    expect(trend.sentence).toBe(
      'Activity in the last two weeks, against the two before: down 75% (typical: down 13%).',
    );
  });

  test('compares what the whole course shares with the courses learnt from', () => {
    const missedByAll = [
      { assessments_missed: 1 },
      { assessments_missed: 2 },
      { assessments_missed: 1 },
    ] as const;
    expect(reasonsOf(...missedByAll)).toEqual([]);
    expect(reasonsOf(...missedByAll, { assessments_missed: 1 })).toEqual([]);
    expect(reasonsOf(...missedByAll, { assessments_missed: 0 })).toMatchObject([
      {
        sentence:
          '1 piece of work that was due was not handed in (typical here: 1; in the courses learnt from: none).',
        courseMedian: 1,
        learntMedian: 0,
      },
    ]);
    // A learner who stands out from the course is compared with the course alone.
    expect(
      reasonsOf(
        { assessments_missed: 2 },
        { assessments_missed: 2 },
        { assessments_missed: 1 },
        { assessments_missed: 0 },
      ),
    ).toMatchObject([
      { sentence: '2 pieces of work that were due were not handed in (typical: 1).', learntMedian: null },
    ]);
  });

  test('takes the end of the range that is nearer to the learner', () => {
    const learnt = COLUMNS.map((column) => (column === 'mean_gap_days' ? { low: 2, high: 3 } : null));
    const of = (value: number) =>
      find(
        row({ mean_gap_days: value }, Number.NaN),
        row({ mean_gap_days: 1 }, 0),
        { course: row({ mean_gap_days: value }, Number.NaN), learnt },
        5,
      ).reasons.map(({ learntMedian }) => learntMedian);
    expect([4, 3, 2.5, 1].map(of)).toEqual([[3], [], [], []]);
  });

  test('never compares what a course offers with other courses', () => {
    for (const name of ['clicks_quiz_total', 'objects_total', 'clicks_last_7d', 'assessments_submitted'])
      expect(reasonsOf({ [name]: 0 }, { [name]: 2 }, { [name]: 0 }, { [name]: 9 })).toEqual([]);
  });

  test('is not given where the value reads like the typical one', () => {
    const ratio = (value: number) =>
      reasonsOf({ gap_against_usual: value }, { gap_against_usual: 1 }, { gap_against_usual: 2 });
    expect(ratio(2.04)).toEqual([]);
    expect(ratio(2.06)).toMatchObject([
      {
        sentence:
          'This break is 2.1 times as long as usual for this learner (typical: 2 times as long as usual).',
      },
    ]);
  });

  test('that lowers the risk speaks for the learner, apart from those that raise it', () => {
    const both = found(
      { days_since_last_activity: 0, mean_score: 30 },
      { days_since_last_activity: -0.8, mean_score: 0.4 },
      { days_since_last_activity: 7, mean_score: 60 },
    );
    expect(both.reasons.map(({ sentence }) => sentence)).toEqual([
      'The average score is 30% (typical: 60%).',
    ]);
    expect(both.favours.map(({ sentence }) => sentence)).toEqual([
      'Was here in the last 24 hours (typical: 7 days ago).',
    ]);
  });

  test('has to move the risk', () => {
    const weak = (part: number) =>
      found({ mean_score: 30 }, { mean_score: part }, { mean_score: 60 }).reasons;
    expect(weak(0.04)).toEqual([]);
    expect(weak(0.06)).toHaveLength(1);
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
      { sentence: 'No score so far (typical: 70%).', value: null },
    ]);
    expect(reasonsOf({}, { mean_score: -0.5 }, medians)).toEqual([]);
    // What nobody recorded about a learner is no absence.
    expect(reasonsOf({}, { credits: 0.5 }, { credits: 60 })).toEqual([]);
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
  const numbers = fc.array(number, { minLength: COLUMNS.length, maxLength: COLUMNS.length });
  const topicOf = (name: string) => indicatorOf(name).topic;
  const at = (all: Float64Array, column: string) => all[COLUMNS.indexOf(column)] ?? 0;

  test('has at most one reason for each topic, the strongest first, each with the sum of its topic', () => {
    fc.assert(
      fc.property(
        values,
        parts,
        values,
        values,
        fc.integer({ min: 1, max: 12 }),
        (own, part, course, learnt, limit) => {
          const { reasons, favours } = find(own, part, { course, learnt: [...learnt].map(rangeAt) }, limit);
          expect(reasons.length).toBeLessThanOrEqual(limit);
          const topics = [...reasons, ...favours].map(({ indicator }) => topicOf(indicator));
          expect(new Set(topics).size).toBe(topics.length);
          for (const list of [reasons, favours]) {
            const sizes = list.map(({ contribution }) => Math.abs(contribution));
            expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
          }
          for (const reason of [...reasons, ...favours]) {
            const sum = INDICATORS.filter(({ topic }) => topic === topicOf(reason.indicator)).reduce(
              (sum, { name }) => sum + at(part, name) + at(part, percentileOf(name)),
              0,
            );
            expect(reason.contribution).toBeCloseTo(sum, 9);
          }
        },
      ),
    );
  });

  test('is explained by facts that are true of it and differ from what is typical', () => {
    fc.assert(
      fc.property(values, parts, values, numbers, (own, part, course, learnt) => {
        const { reasons, favours } = find(own, part, { course, learnt: [...learnt].map(rangeAt) }, 12);
        for (const { contribution } of reasons) expect(contribution).toBeGreaterThan(0);
        for (const { contribution } of favours) expect(contribution).toBeLessThan(0);
        for (const { indicator, sentence, value, courseMedian, learntMedian, contribution } of [
          ...reasons,
          ...favours,
        ]) {
          expect(sentence).toMatch(/^[A-Z0-9-].* \(typical.*[^.]\)\.$/);
          expect(sentence).not.toMatch(/NaN|undefined|null/);
          const { better } = indicatorOf(indicator);
          const typical = learntMedian ?? courseMedian;
          if (value === null) expect(contribution).toBeGreaterThan(0);
          else expect(better === 'more' ? value < typical : value > typical).toBe(contribution > 0);
          expect(value).not.toBe(typical);
        }
      }),
    );
  });
});

test('a model of fewer columns has fewer reasons', () => {
  const few = reasonFinder(['mean_score', 'course_day']);
  const typical = { course: Float64Array.of(70, 20), learnt: [null, null] };
  expect(few(Float64Array.of(40, 20), Float64Array.of(1, 5), typical, 5).reasons).toMatchObject([
    { indicator: 'mean_score', contribution: 1 },
  ]);
});
