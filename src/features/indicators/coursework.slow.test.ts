import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assessment, atDay, courseWith, eventsIn } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import { indicatorValues } from '../../../test/fixtures/indicator-values.ts';
import type { IndicatorValues } from '../../domain/indicator.ts';
import type { Presentation } from '../../domain/presentation.ts';
import { appendEvents } from '../../ingest/append.ts';

// Midnight of day 30: the essay, the quiz and the report have been due, 60 of the 100 % of coursework.
const TODAY = 30;
const course = courseWith('AAA-2014B', {
  assessments: [
    assessment('essay', 10, 10),
    assessment('quiz', 20, 20),
    assessment('report', 20, 30),
    assessment('project', 40, 40),
    { ...assessment('exam', 25, 100), kind: 'exam' },
    assessment('undated', null, 50),
  ],
});
const unweighted = courseWith('BBB-2014B', {
  assessments: [assessment('essay', 10, 0), assessment('report', 40, 0)],
});
const fractions = courseWith('CCC-2014B', {
  assessments: [assessment('quiz', 10, 0.4), assessment('essay', 20, 12.1), assessment('report', 40, 87.5)],
});
const { registered, submitted, event } = eventsIn(course);

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
let values: Record<string, IndicatorValues>;

const valuesAt = (presentation: Presentation, day: number) =>
  indicatorValues(stores.eventLog, presentation, atDay(presentation, day));

beforeAll(async () => {
  stores = await openEmbeddedLog();
  await appendEvents(stores.eventLog, [
    ...['diligent', 'absent', 'banked', 'ahead', 'again', 'stray', 'sameDay'].map((learner) =>
      registered(learner, -10),
    ),
    submitted('diligent', 8.5, 'essay', 80),
    submitted('diligent', 20.9, 'quiz', 60),
    submitted('diligent', 22.5, 'report', 90),
    submitted('diligent', 25.5, 'project'),
    event('submitted', 'banked', -1, {
      objectId: 'essay',
      scorePercent: 70,
      attributes: { banked: 'yes' },
    }),
    submitted('banked', 15.5, 'quiz', 50),
    submitted('ahead', 12.5, 'project', 100),
    submitted('again', 12.5, 'essay'),
    submitted('again', 14.5, 'essay', 40),
    submitted('again', 18.5, 'essay', 65),
    submitted('again', 19.5, 'essay'),
    submitted('stray', 5, 'no such work', 10),
    submitted('sameDay', 9.2, 'quiz', 90),
    submitted('sameDay', 9.4, 'essay', 30),
    eventsIn(unweighted).registered('somebody', -10),
    eventsIn(unweighted).submitted('somebody', 8, 'essay', 40),
    eventsIn(fractions).registered('somebody', -10),
    eventsIn(fractions).submitted('somebody', 8, 'quiz', 100),
  ]);
  values = await valuesAt(course, TODAY);
});
afterAll(() => stores.close());

describe('assessments', () => {
  test('of a learner who hands in everything, one of it late and one ahead', () => {
    expect(values.diligent).toMatchObject({
      assessments_due: 3,
      assessments_submitted: 4,
      assessments_missed: 0,
      missed_share: 0,
      last_due_missed: 0,
      assessments_ahead_submitted: 1,
      assessments_late: 1, // work handed in on the day of the deadline is in time
      submission_lead_days: (2 + 0 - 2 + 15) / 4,
      last_lead_days: 15,
      days_since_last_submission: 5,
      weight_missed_share: 0,
    });
  });

  test('of a learner who hands in nothing', () => {
    expect(values.absent).toMatchObject({
      assessments_due: 3,
      assessments_submitted: 0,
      assessments_missed: 3,
      missed_share: 1,
      last_due_missed: 1,
      assessments_ahead_submitted: 0,
      assessments_late: 0,
      submission_lead_days: null,
      last_lead_days: null,
      days_since_last_submission: null,
      weight_missed_share: 1,
    });
  });

  test('of a learner with work from an earlier attempt, which is neither late nor handed in now', () => {
    expect(values.banked).toMatchObject({
      assessments_submitted: 2,
      assessments_missed: 1,
      missed_share: 1 / 3,
      last_due_missed: 1, // the quiz was handed in, the report of the same day was not
      assessments_late: 0,
      submission_lead_days: 5,
      last_lead_days: 5,
      days_since_last_submission: 15,
      weight_missed_share: 30 / 60,
    });
  });

  test('handed in several times: the first time counts', () => {
    expect(values.again).toMatchObject({
      assessments_submitted: 1,
      assessments_late: 1,
      submission_lead_days: -2,
      last_lead_days: -2,
      days_since_last_submission: 18,
    });
  });

  test('that are not in the calendar count only as handed in', () => {
    expect(values.stray).toMatchObject({
      assessments_submitted: 1,
      assessments_missed: 3,
      assessments_late: 0,
      submission_lead_days: null,
      mean_score: null,
    });
  });

  test('are neither due nor missed before the first deadline is over', async () => {
    // On day 10 the essay is still due.
    const early = await valuesAt(course, 10);
    expect(early.absent).toMatchObject({
      assessments_due: 0,
      assessments_missed: 0,
      missed_share: null,
      last_due_missed: null,
      weight_missed_share: null,
      weighted_score_so_far: null,
      weight_decided_share: 0,
    });
    expect(early.diligent.assessments_ahead_submitted).toBe(1);
  });
});

describe('scores', () => {
  test('of three marks', () => {
    expect(values.diligent).toMatchObject({
      mean_score: (80 + 60 + 90) / 3,
      last_score: 90,
      lowest_score: 60,
      score_trend: 90 - (80 + 60) / 2,
    });
    expect(values.diligent.weighted_score_so_far).toBeCloseTo((10 * 80 + 20 * 60 + 30 * 90) / 60, 12);
  });

  test('are unknown without a mark, but missed work is worth nothing', () => {
    expect(values.absent).toMatchObject({
      mean_score: null,
      last_score: null,
      lowest_score: null,
      score_trend: null,
      weighted_score_so_far: 0,
    });
  });

  test('banked marks count', () => {
    expect(values.banked).toMatchObject({
      mean_score: 60,
      last_score: 50,
      lowest_score: 50,
      score_trend: 50 - 70,
    });
    expect(values.banked.weighted_score_so_far).toBeCloseTo((10 * 70 + 20 * 50) / 60, 12);
  });

  test('of work ahead of its deadline do not count among the work due so far', () => {
    expect(values.ahead).toMatchObject({ mean_score: 100, weighted_score_so_far: 0, weight_missed_share: 1 });
  });

  test('of work handed in several times: the last mark counts, once', () => {
    expect(values.again).toMatchObject({
      mean_score: 65,
      last_score: 65,
      lowest_score: 65,
      score_trend: null,
      weighted_score_so_far: (10 * 65) / 60,
    });
  });

  test('of one day are ordered by hour', () => {
    expect(values.sameDay).toMatchObject({ last_score: 30, last_lead_days: 1, score_trend: 30 - 90 });
  });
});

describe('weights', () => {
  test('decided so far, without exams and undated work', () => {
    expect(values.absent.weight_decided_share).toBe(60 / 100);
  });

  test('that are all zero give no share', async () => {
    const { somebody } = await valuesAt(unweighted, TODAY);
    expect(somebody).toMatchObject({
      assessments_due: 1,
      assessments_missed: 0,
      weight_decided_share: null,
      weight_missed_share: null,
      weighted_score_so_far: null,
      mean_score: 40,
    });
  });

  test('count with their decimals', async () => {
    const { somebody } = await valuesAt(fractions, TODAY);
    expect(somebody.weight_decided_share).toBeCloseTo(0.125, 12);
    expect(somebody.weight_missed_share).toBeCloseTo(12.1 / 12.5, 12);
    expect(somebody.weighted_score_so_far).toBeCloseTo((0.4 * 100) / 12.5, 12);
  });
});
