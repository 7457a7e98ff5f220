import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atDay, courseWith, eventsIn } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import { indicatorValues } from '../../../test/fixtures/indicator-values.ts';
import type { IndicatorValues } from '../../domain/indicator.ts';
import { appendEvents } from '../../ingest/append.ts';

// Midnight of day 60. An event at noon of day 60 - n is n days old: it lies within the last n days.
const TODAY = 60;
const course = courseWith('AAA-2014B');
const { registered, clicked, spoke } = eventsIn(course);
const daysAgo = (age: number) => TODAY - age + 0.5;

/** Powers of two, so that a sum shows which amounts are in it. */
const CLICKS_BY_AGE = { 1: 1, 7: 2, 8: 4, 14: 8, 15: 16, 28: 32, 29: 64, 56: 128, 57: 256, 61: 512 };

const OPENED = [
  ['glossary', 20],
  ['glossary', 3],
  ['glossary', 3.2],
  ['week 1', 3],
  ['week 2', 7],
  ['week 3', 8],
  ['week 4', 28],
  ['week 5', 29],
] as const;

const TYPES = ['forumng', 'quiz', 'oucontent', 'homepage', 'resource', 'ouwiki', 'unheard of'];

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
let values: Record<string, IndicatorValues>;

beforeAll(async () => {
  stores = await openEmbeddedLog();
  await appendEvents(stores.eventLog, [
    ...['edges', 'never', 'reader', 'kinds', 'fading', 'uneven', 'speaker', 'mixed'].map((learner) =>
      registered(learner, -70),
    ),
    ...Object.entries(CLICKS_BY_AGE).map(([age, clicks]) => clicked('edges', daysAgo(Number(age)), clicks)),
    ...OPENED.map(([piece, age]) => clicked('reader', daysAgo(age), 1, 'page', piece)),
    ...TYPES.flatMap((type, nth) => [
      clicked('kinds', daysAgo(28), 4 ** nth, type),
      clicked('kinds', daysAgo(29), 2 * 4 ** nth, type),
    ]),
    clicked('fading', daysAgo(8), 3, 'quiz'),
    ...[22, 23, 24].map((age) => clicked('fading', daysAgo(age), 2)),
    ...[2, 4, 4, 4, 5, 5, 7, 9].map((clicks, nth) => clicked('uneven', daysAgo(nth + 1), clicks)),
    ...[1, 2, 2.1, 9].map((age) => spoke('speaker', daysAgo(age))),
    spoke('mixed', daysAgo(3)),
    ...[3, 5].map((age) => clicked('mixed', daysAgo(age), 4)),
  ]);
  values = await indicatorValues(stores.eventLog, course, atDay(course, TODAY));
});
afterAll(() => stores.close());

describe('volume', () => {
  test('counts up to the edge of each window and no further', () => {
    expect(values.edges).toMatchObject({
      clicks_total: 1023,
      clicks_last_7d: 1 + 2,
      clicks_last_14d: 1 + 2 + 4 + 8,
      clicks_last_28d: 1 + 2 + 4 + 8 + 16 + 32,
      clicks_prior_14d: 16 + 32,
      clicks_per_active_day: 1023 / 10,
      active_days_total: 10,
      active_days_since_start: 9,
      active_days_last_7d: 2,
      active_days_last_14d: 4,
      active_days_last_28d: 6,
      clicks_before_start: 512,
      active_days_before_start: 1,
    });
  });

  test('is 0 for a learner who never came', () => {
    expect(values.never).toMatchObject({
      clicks_total: 0,
      clicks_last_7d: 0,
      clicks_last_14d: 0,
      clicks_last_28d: 0,
      clicks_prior_14d: 0,
      clicks_per_active_day: null,
      active_days_total: 0,
      active_days_since_start: 0,
      active_days_last_7d: 0,
      active_days_last_14d: 0,
      active_days_last_28d: 0,
      clicks_before_start: 0,
      active_days_before_start: 0,
    });
  });

  test('varies by the standard deviation over the mean', () => {
    // Mean 5, standard deviation 2: https://en.wikipedia.org/wiki/Standard_deviation#Population_standard_deviation_of_grades_of_eight_students
    expect(values.uneven.clicks_variation).toBe(0.4);
    expect(values.never.clicks_variation).toBeNull();
  });
});

describe('trend', () => {
  test('is the base-2 logarithm of the ratio of two equal stretches, one click added to each', () => {
    expect(values.edges.clicks_trend_1w).toBeCloseTo(Math.log2(4 / 13), 12);
    expect(values.edges.clicks_trend_2w).toBeCloseTo(Math.log2(16 / 49), 12);
    expect(values.edges.clicks_trend_4w).toBeCloseTo(Math.log2(64 / 193), 12);
    expect(values.edges.active_days_trend_2w).toBe(4 - 2);
  });

  test('is below zero where a learner does less than before', () => {
    expect(values.fading.clicks_trend_1w).toBe(Math.log2(1 / 4));
    expect(values.fading.clicks_trend_2w).toBeCloseTo(Math.log2(4 / 7), 12);
    expect(values.fading.clicks_trend_4w).toBeCloseTo(Math.log2(10), 12);
    expect(values.fading.active_days_trend_2w).toBe(1 - 3);
  });

  test('is zero for a learner who never came', () => {
    expect(values.never).toMatchObject({
      clicks_trend_1w: 0,
      clicks_trend_2w: 0,
      clicks_trend_4w: 0,
      active_days_trend_2w: 0,
    });
  });

  test('counts the weeks with activity among the last four', () => {
    expect(values.edges.active_weeks_last_4).toBe(4);
    expect(values.fading.active_weeks_last_4).toBe(2);
    expect(values.never.active_weeks_last_4).toBe(0);
  });
});

describe('breadth', () => {
  test('counts a piece of content as new only on the day it was first opened', () => {
    expect(values.reader).toMatchObject({
      objects_total: 6,
      new_objects_last_7d: 2, // week 1 and week 2; the glossary was first opened 20 days ago
      new_objects_last_28d: 5,
      objects_per_active_day: 7 / 6, // two on the day 3 days ago, one on each of the five others
    });
  });

  test('is unknown or 0 for a learner who never came', () => {
    expect(values.never).toMatchObject({
      objects_total: 0,
      new_objects_last_7d: 0,
      new_objects_last_28d: 0,
      objects_per_active_day: null,
      content_kinds_last_28d: 0,
    });
  });

  test('counts the kinds of content used in four weeks', () => {
    expect(values.kinds.content_kinds_last_28d).toBe(6);
    expect(values.fading.content_kinds_last_28d).toBe(2);
  });
});

test('clicks are counted by kind of content, within four weeks and in total', () => {
  expect(values.kinds).toMatchObject({
    clicks_forum_last_28d: 1,
    clicks_quiz_last_28d: 4,
    clicks_material_last_28d: 16,
    clicks_navigation_last_28d: 64,
    clicks_reference_last_28d: 256,
    clicks_collaboration_last_28d: 1024,
    clicks_forum_total: 1 + 2,
    clicks_quiz_total: 4 + 8,
    clicks_material_total: 16 + 32,
    clicks_last_28d: 1 + 4 + 16 + 64 + 256 + 1024 + 4096,
  });
});

test('speaking counts as activity, but not as a click', () => {
  expect(values.speaker).toMatchObject({
    active_days_total: 3,
    active_days_last_7d: 2,
    active_weeks_last_4: 2,
    days_since_last_activity: 0,
    current_streak_days: 2,
    longest_gap_days: 6, // from the 9th to the 2nd day back
    clicks_total: 0,
    objects_total: 0,
    new_objects_last_7d: 0,
    clicks_per_active_day: null,
    clicks_variation: null,
    objects_per_active_day: null,
    hour_entropy: null,
    weekday_entropy: expect.closeTo(Math.log2(3) - 2 / 3, 9), // three days on two weekdays
  });
  expect(values.mixed).toMatchObject({ active_days_total: 2, clicks_total: 8, clicks_per_active_day: 4 });
});
