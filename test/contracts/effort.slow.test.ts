import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IndicatorValues } from '../../src/domain/indicator.ts';
import type { Effort } from '../../src/features/effort.ts';
import { INDICATORS } from '../../src/features/indicators.ts';
import { appendEvents } from '../../src/ingest/append.ts';
import { assessment, atDay, courseWith, eventsIn } from '../fixtures/course-events.ts';
import { openEmbeddedLog } from '../fixtures/embedded-stores.ts';
import { indicatorValues } from '../fixtures/indicator-values.ts';

// The indicators' prediction for an effort must equal what the log gives for a learner who made the effort. Each learner has
// a twin who did the same and also made the effort.

/** Midnight of day 60; the third assessment is due eight days later. */
const TODAY = 60;
const course = courseWith('AAA-2014B', {
  assessments: [assessment('a', 20), assessment('b', 50), assessment('c', 68), assessment('exam', null)],
});
const { registered, clicked, submitted } = eventsIn(course);

/** Ages in days of the learners' active days, 1 being the last 24 hours. */
const ACTIVE_AGES: Record<string, readonly number[]> = {
  steadyUntilTwoWeeksAgo: [15, 16, 18, 19, 23, 24, 25, 31, 40, 41, 44, 50],
  silentForFourDays: [5, 9, 13, 30],
  once: [33],
  longPauseBefore: [10, 50],
  never: [],
  hereYesterday: [1, 2, 9, 20],
  hereTwoDaysAgo: [3, 4, 6, 7, 21],
  now: [1, 2, 3, 4, 5],
};

/** Learners who were away longer than any effort lasts: a row of values holds all that the log would say about them. */
const AWAY = ['steadyUntilTwoWeeksAgo', 'silentForFourDays', 'once', 'longPauseBefore', 'never'];

const DAY: Pick<Effort, 'clicksPerDay' | 'kindClicksPerDay' | 'objectsPerDay' | 'newObjectsPerDay'> = {
  clicksPerDay: 9,
  kindClicksPerDay: { forum: 2, quiz: 0, material: 6, navigation: 0, reference: 0, collaboration: 0 },
  objectsPerDay: 3,
  newObjectsPerDay: 3,
};
const EFFORTS: Record<string, Effort> = {
  none: { activeDays: 0, handsInNext: false, ...DAY },
  oneDay: { activeDays: 1, handsInNext: false, ...DAY },
  twoDays: { activeDays: 2, handsInNext: false, ...DAY },
  threeDaysAndWork: { activeDays: 3, handsInNext: true, ...DAY },
  work: { activeDays: 0, handsInNext: true, ...DAY },
};

/** A row does not say on which weekdays and at which hours a learner was active, so these indicators stay unchanged. */
const UNDETERMINED = ['weekday_entropy', 'hour_entropy'];
/** Indicators that depend on single active days or on the length of past breaks: exact only for learners who were away. */
const BOUNDED = ['current_streak_days', 'longest_streak_days', 'longest_gap_days'];

const past = (learner: string, ages: readonly number[]) => [
  registered(learner, -10),
  ...ages.map((age, nth) =>
    clicked(learner, TODAY - age + 0.5, 4 + nth, nth % 2 ? 'quiz' : 'oucontent', `${nth % 3}`),
  ),
  ...(ages.length > 3 ? [submitted(learner, 18.5, 'a', 60)] : []),
];

const made = (learner: string, ages: readonly number[], effort: Effort) => [
  ...Array.from({ length: 60 }, (_, index) => index + 1)
    .filter((age) => !ages.includes(age))
    .slice(0, effort.activeDays)
    .flatMap((age) => [
      clicked(learner, TODAY - age + 0.5, 6, 'page', `new-page-${age}`),
      clicked(learner, TODAY - age + 0.6, 2, 'forumng', `new-thread-${age}`),
      clicked(learner, TODAY - age + 0.7, 1, 'something', `new-thing-${age}`),
    ]),
  ...(effort.handsInNext ? [submitted(learner, TODAY - 0.5, 'c')] : []),
];

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
let values: Record<string, IndicatorValues>;

beforeAll(async () => {
  stores = await openEmbeddedLog();
  await appendEvents(
    stores.eventLog,
    Object.entries(ACTIVE_AGES).flatMap(([learner, ages]) => [
      ...past(learner, ages),
      ...Object.entries(EFFORTS).flatMap(([name, effort]) => {
        const twin = `${learner}-${name}`;
        return [...past(twin, ages), ...made(twin, ages, effort)];
      }),
    ]),
  );
  values = await indicatorValues(stores.eventLog, course, atDay(course, TODAY));
});
afterAll(() => stores.close());

/** Learners who still have that many inactive days in the last week. */
const ableTo = ({ activeDays }: Effort) =>
  Object.keys(ACTIVE_AGES).filter(
    (learner) => 7 - ACTIVE_AGES[learner].filter((age) => age <= 7).length >= activeDays,
  );

describe.each(Object.keys(EFFORTS))('after the effort %s', (name) => {
  test.each(ableTo(EFFORTS[name]))('of %s', (learner) => {
    const before = values[learner];
    const twin = values[`${learner}-${name}`];
    let checked = 0;
    for (const { name: indicator, after, better } of INDICATORS) {
      if (UNDETERMINED.includes(indicator)) continue;
      const own = before[indicator] ?? null;
      const predicted = after === undefined ? own : after((other) => before[other] ?? null, EFFORTS[name]);
      const actual = twin[indicator];
      checked += 1;
      if (actual === null || predicted === null) expect([indicator, predicted]).toEqual([indicator, actual]);
      else if (!BOUNDED.includes(indicator) || (AWAY.includes(learner) && indicator !== 'longest_gap_days'))
        expect(predicted, indicator).toBeCloseTo(actual, 9);
      else if (better === 'more') expect(predicted, indicator).toBeLessThanOrEqual(actual);
      else expect(predicted, indicator).toBeGreaterThanOrEqual(actual);
    }
    expect(checked).toBe(INDICATORS.length - UNDETERMINED.length);
  });
});

test('what an effort changes, a learner can change', () => {
  for (const { name, after, changeable } of INDICATORS)
    if (after !== undefined) expect([name, changeable]).toEqual([name, true]);
});
