import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assessment, atDay, courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../test/fixtures/embedded-stores.ts';
import { indicatorValues } from '../../test/fixtures/indicator-values.ts';
import { addDays, DAY_MS, moment, toIso } from '../domain/moment.ts';
import { appendEvents } from '../ingest/append.ts';
import { namesOn } from '../store/table-names.ts';
import { COLUMNS } from './indicators.ts';
import { indicatorStatement, indicatorsAt, rowsByEnrolment, rowValues } from './indicators-at.ts';

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
beforeAll(async () => {
  stores = await openEmbeddedLog();
});
afterAll(() => stores.close());

const TODAY = 20;

describe('percentiles', () => {
  const course = courseWith('AAA-2014B');
  const other = courseWith('AAA-2014J');
  const { registered, withdrew, clicked } = eventsIn(course);
  const CLICKS = { none: 0, five: 5, alsoFive: 5, nine: 9, twenty: 20 };
  let values: Awaited<ReturnType<typeof indicatorValues>>;

  beforeAll(async () => {
    await appendEvents(stores.eventLog, [
      ...Object.entries(CLICKS).flatMap(([learner, clicks]) => [
        registered(learner, -5),
        ...(clicks === 0 ? [] : [clicked(learner, clicks < 9 ? 16.5 : 12.5, clicks)]),
      ]),
      clicked('nine', 10.5, 1),
      registered('gone', -5),
      clicked('gone', 3, 100),
      withdrew('gone', 15),
      eventsIn(other).registered('elsewhere', -5),
      eventsIn(other).clicked('elsewhere', 3, 200),
    ]);
    values = await indicatorValues(stores.eventLog, course, atDay(course, TODAY));
  });

  const column = (name: string) =>
    Object.fromEntries(Object.entries(values).map(([learner, row]) => [learner, row[name]]));

  // Percentile rank of the SQL standard: (rank - 1) / (rows - 1), rank being the lowest among ties.
  test('are the share of the other registered learners of the course that have less', () => {
    expect(column('clicks_total_pct')).toEqual({
      none: 0,
      five: 1 / 4,
      alsoFive: 1 / 4,
      nine: 3 / 4,
      twenty: 1,
    });
  });

  test('leave out learners whose value is unknown', () => {
    expect(column('days_since_last_activity')).toEqual({
      none: null,
      five: 3,
      alsoFive: 3,
      nine: 7,
      twenty: 7,
    });
    expect(column('days_since_last_activity_pct')).toEqual({
      none: null,
      five: 0,
      alsoFive: 0,
      nine: 2 / 3,
      twenty: 2 / 3,
    });
  });

  test('are 0 where only one value is known, or all values are equal', () => {
    expect(column('mean_gap_days_pct')).toEqual({
      none: null,
      five: null,
      alsoFive: null,
      nine: 0,
      twenty: null,
    });
    expect(new Set(Object.values(column('days_since_registration_pct')))).toEqual(new Set([0]));
  });

  test('are computed separately for each course', async () => {
    const both = await indicatorsAt(stores.eventLog, [
      { presentation: course, moments: [atDay(course, TODAY)] },
      { presentation: other, moments: [atDay(other, TODAY)] },
    ]);
    const place = rowsByEnrolment(both);
    expect(rowValues(both, place.get('AAA-2014J/elsewhere') ?? -1).clicks_total_pct).toBe(0);
    expect(rowValues(both, place.get('AAA-2014B/twenty') ?? -1).clicks_total_pct).toBe(1);
  });
});

describe('a moment that is not midnight', () => {
  const course = courseWith('BBB-2014B', { assessments: [assessment('essay', 19), assessment('quiz', 20)] });
  const { registered, clicked, submitted } = eventsIn(course);
  const NINE = 9 / 24;
  const SECOND = 1000 / DAY_MS;
  const nineOClock = TODAY + NINE;

  beforeAll(async () => {
    await appendEvents(stores.eventLog, [
      registered('exact', -5.5),
      clicked('exact', nineOClock - SECOND, 1),
      clicked('exact', nineOClock, 1_000),
      clicked('exact', nineOClock - 7, 10),
      clicked('exact', nineOClock - 7 - SECOND, 100),
      submitted('exact', TODAY + 8 / 24, 'quiz', 50),
      // Registered in the night before the start: by time after nine o'clock of that day, by date before the start.
      registered('night', -0.2),
      clicked('night', -0.3, 3),
    ]);
  });

  test('divides days at its time of day', async () => {
    const { exact } = await indicatorValues(stores.eventLog, course, atDay(course, nineOClock));
    expect(exact).toMatchObject({
      clicks_total: 111,
      clicks_last_7d: 11,
      clicks_last_14d: 111,
      days_since_last_activity: 0,
      active_days_total: 3,
    });
  });

  test('compares with the calendar by date', async () => {
    const { exact, night } = await indicatorValues(stores.eventLog, course, atDay(course, nineOClock));
    expect(exact).toMatchObject({
      course_day: TODAY,
      assessments_due: 1,
      days_to_next_deadline: 0,
      days_since_last_deadline: 1,
      assessments_ahead_submitted: 1,
      last_lead_days: 0,
      days_since_last_submission: 0,
      registered_before_start_days: 6,
      days_since_registration: 26,
    });
    expect(night).toMatchObject({ registered_before_start_days: 1, clicks_before_start: 3 });
  });

  test('may lie between two seconds', async () => {
    const justAfter = moment(atDay(course, nineOClock) + 1);
    const { exact } = await indicatorValues(stores.eventLog, course, justAfter);
    expect(exact.clicks_total).toBe(1111);
  });

  test('may differ between the moments of a call', async () => {
    const moments = [atDay(course, nineOClock), atDay(course, TODAY)];
    const together = await indicatorsAt(stores.eventLog, [{ presentation: course, moments }]);
    const alone = await Promise.all(
      moments
        .toSorted()
        .map((at) => indicatorsAt(stores.eventLog, [{ presentation: course, moments: [at] }])),
    );
    expect(together.moments).toEqual(alone.flatMap((table) => table.moments));
    expect([...together.values]).toEqual(alone.flatMap((table) => [...table.values]));
  });
});

test('the same event sent twice counts once', async () => {
  const course = courseWith('CCC-2014B');
  const { registered, clicked } = eventsIn(course);
  const events = [registered('a', -5), clicked('a', 12.5, 4), clicked('a', 12.5, 4)];
  await appendEvents(stores.eventLog, events);
  await appendEvents(stores.eventLog, events);
  const { a } = await indicatorValues(stores.eventLog, course, atDay(course, TODAY));
  expect(a).toMatchObject({ clicks_total: 4, active_days_total: 1, objects_total: 1 });
});

describe('the table', () => {
  const course = courseWith('DDD-2014B');
  const { registered, withdrew, event } = eventsIn(course);

  beforeAll(() =>
    appendEvents(stores.eventLog, [
      registered('b', -5),
      registered('a', -4),
      registered('ü', -4),
      withdrew('b', 9),
      event('nudge_delivered', 'a', 5),
      event('nudge_opened', 'a', 6),
    ]),
  );

  test('has a row for each registered enrolment and moment, by moment and learner', async () => {
    const table = await indicatorsAt(stores.eventLog, [
      { presentation: course, moments: [atDay(course, 10), atDay(course, 5)] },
    ]);
    expect(table.learnerIds.map((learner, row) => [toIso(table.moments[row]).slice(0, 10), learner])).toEqual(
      [
        ['2014-02-08', 'a'],
        ['2014-02-08', 'b'],
        ['2014-02-08', 'ü'],
        ['2014-02-13', 'a'],
        ['2014-02-13', 'ü'],
      ],
    );
    expect(table.columns).toEqual(COLUMNS);
    expect(table.values).toHaveLength(table.rows * COLUMNS.length);
    expect(new Set(table.presentationIds)).toEqual(new Set([course.id]));
  });

  test('counts no nudge as activity', async () => {
    const { a } = await indicatorValues(stores.eventLog, course, atDay(course, 10));
    expect(a).toMatchObject({ clicks_total: 0, days_since_last_activity: null, assessments_submitted: 0 });
  });

  test('is empty without moments or without registered learners', async () => {
    const nobody = courseWith('EEE-2014B');
    const long = addDays(moment(0), -0.625);
    expect((await indicatorsAt(stores.eventLog, [])).rows).toBe(0);
    expect((await indicatorsAt(stores.eventLog, [{ presentation: course, moments: [] }])).rows).toBe(0);
    for (const at of [atDay(nobody, 10), long])
      expect((await indicatorsAt(stores.eventLog, [{ presentation: nobody, moments: [at] }])).rows).toBe(0);
  });
});

test('every hole of the statement is filled', () => {
  const statement = indicatorStatement({ ...namesOn(null), onEveryShard: (select) => `SHARDS(${select})` });
  expect(statement).not.toMatch(/\/\*/);
  expect(statement.match(/SHARDS\(\s*with\s+calendar as/g)).toHaveLength(1);
});
