import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atDay, courseWith, eventsIn } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import { indicatorValues } from '../../../test/fixtures/indicator-values.ts';
import type { IndicatorValues } from '../../domain/indicator.ts';
import { appendEvents } from '../../ingest/append.ts';

// Midnight of day 60; the course began on a Monday.
const TODAY = 60;
const course = courseWith('AAA-2014B');
const { registered, clicked, event } = eventsIn(course);

const ACTIVE_AGES = {
  present: [1, 2, 3, 5, 6],
  away: [10, 11, 12, 13, 30],
  gone: [40, 42],
  once: [5],
};

const ACTIVE_DAYS = {
  everyDay: [0, 1, 2, 3, 4, 5, 6],
  mondays: [0, 7, 14],
  mostlyMondays: [0, 7, 14, 15],
};

/** Clicks by hour of the day. */
const ACTIVE_HOURS: Record<string, Record<number, number>> = {
  twoHours: { 10: 4, 22: 4 },
  mostlyMornings: { 7: 3, 19: 1 },
  allHours: Object.fromEntries(Array.from({ length: 24 }, (_, hour) => [hour, 2])),
};

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
let values: Record<string, IndicatorValues>;

beforeAll(async () => {
  stores = await openEmbeddedLog();
  const learners = [ACTIVE_AGES, ACTIVE_DAYS, ACTIVE_HOURS].flatMap((group) => Object.keys(group));
  await appendEvents(stores.eventLog, [
    ...[...learners, 'never', 'dated', 'mixed'].map((learner) => registered(learner, -10)),
    ...Object.entries(ACTIVE_AGES).flatMap(([learner, ages]) =>
      ages.map((age) => clicked(learner, TODAY - age + 0.5, 3)),
    ),
    ...Object.entries(ACTIVE_DAYS).flatMap(([learner, days]) =>
      days.map((day) => clicked(learner, day + 0.5, 1)),
    ),
    ...Object.entries(ACTIVE_HOURS).flatMap(([learner, hours]) =>
      Object.entries(hours).map(([hour, clicks]) => clicked(learner, 30 + (Number(hour) + 0.5) / 24, clicks)),
    ),
    event('interacted', 'dated', 30.99, { precision: 'day' }),
    event('interacted', 'mixed', 30.99, { precision: 'day', interactions: 50 }),
    ...[8, 9].map((hour) => clicked('mixed', 31 + hour / 24, 1)),
  ]);
  values = await indicatorValues(stores.eventLog, course, atDay(course, TODAY));
});
afterAll(() => stores.close());

describe('recency', () => {
  test('of a learner who is active now: five days in two runs', () => {
    // Days 54, 55, 57, 58, 59: spaced by 1, 2, 1, 1; the present space is 1.
    expect(values.present).toMatchObject({
      days_since_last_activity: 0,
      current_streak_days: 3,
      longest_streak_days: 3,
      longest_gap_days: 1,
      mean_gap_days: 5 / 4,
      gap_against_usual: 4 / 5,
    });
  });

  test('of a learner who came back once and is now away', () => {
    // Days 30, 47, 48, 49, 50: spaced by 17, 1, 1, 1; the present space is 10.
    expect(values.away).toMatchObject({
      days_since_last_activity: 9,
      current_streak_days: 0,
      longest_streak_days: 4,
      longest_gap_days: 16,
      mean_gap_days: 20 / 4,
      gap_against_usual: 10 / 5,
    });
  });

  test('counts a break that has not ended yet', () => {
    expect(values.gone).toMatchObject({
      days_since_last_activity: 39,
      longest_gap_days: 39,
      mean_gap_days: 2,
      gap_against_usual: 20,
      longest_streak_days: 1,
    });
  });

  test('has no usual break after a single active day', () => {
    expect(values.once).toMatchObject({
      days_since_last_activity: 4,
      current_streak_days: 0,
      longest_streak_days: 1,
      longest_gap_days: 4,
      mean_gap_days: null,
      gap_against_usual: null,
    });
  });

  test('is unknown for a learner who never came', () => {
    expect(values.never).toMatchObject({
      days_since_last_activity: null,
      current_streak_days: 0,
      longest_streak_days: 0,
      longest_gap_days: null,
      mean_gap_days: null,
      gap_against_usual: null,
    });
  });
});

describe('regularity', () => {
  test('weekdays spread from a single weekday to all weekdays equally', () => {
    expect(values.mondays.weekday_entropy).toBe(0);
    expect(values.everyDay.weekday_entropy).toBeCloseTo(Math.log2(7), 12);
    // H(3/4, 1/4) = 2 - 3/4 log2(3)
    expect(values.mostlyMondays.weekday_entropy).toBeCloseTo(2 - 0.75 * Math.log2(3), 12);
    expect(values.never.weekday_entropy).toBe(0);
  });

  test('hours spread by clicks', () => {
    expect(values.twoHours.hour_entropy).toBeCloseTo(1, 12);
    expect(values.mostlyMornings.hour_entropy).toBeCloseTo(2 - 0.75 * Math.log2(3), 12);
    expect(values.allHours.hour_entropy).toBeCloseTo(Math.log2(24), 12);
  });

  test('hours count only where the source reports them', () => {
    expect(values.dated.hour_entropy).toBeNull();
    expect(values.never.hour_entropy).toBeNull();
    expect(values.mixed.hour_entropy).toBeCloseTo(1, 12);
  });

  test('the amount varies by 0 where it is always the same', () => {
    expect(values.present.clicks_variation).toBe(0);
  });
});
