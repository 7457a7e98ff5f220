import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assessment, atDay, courseWith, eventsIn } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import { indicatorValues } from '../../../test/fixtures/indicator-values.ts';
import type { IndicatorValues } from '../../domain/indicator.ts';
import { DAY_MS } from '../../domain/moment.ts';
import { appendEvents } from '../../ingest/append.ts';

const TODAY = 20;
const SECOND = 1000 / DAY_MS;
const course = courseWith('AAA-2014B', {
  assessments: [assessment('first', 5), assessment('second', 20), assessment('third', 30)],
});
const { registered, withdrew, clicked } = eventsIn(course);

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
let values: Record<string, IndicatorValues>;

const valuesAt = (day: number) => indicatorValues(stores.eventLog, course, atDay(course, day));

beforeAll(async () => {
  stores = await openEmbeddedLog();
  await appendEvents(stores.eventLog, [
    registered('early', -30.4, { previous_attempts: '2', credits: '60' }),
    clicked('early', -3.5, 5),
    clicked('early', -1.2, 7),
    clicked('early', -1.1, 1),
    clicked('early', 0.1, 9),
    registered('late', 3.2, { previous_attempts: 'none', credits: '' }),
    registered('lastSecond', TODAY - SECOND),
    registered('tooLate', TODAY),
    registered('left', -5),
    withdrew('left', 10.5),
    registered('leavesNow', -5),
    withdrew('leavesNow', TODAY),
    registered('back', -5, { previous_attempts: '1', credits: '30' }),
    withdrew('back', 10.5),
    registered('back', 15.5, { previous_attempts: '7', credits: '90' }),
    registered('backTheSameDay', -5),
    withdrew('backTheSameDay', 10.4),
    registered('backTheSameDay', 10.6),
    registered('leftTheSameDay', 10.4),
    withdrew('leftTheSameDay', 10.6),
    registered('leftAtOnce', 10.5),
    withdrew('leftAtOnce', 10.5),
    registered('statedLater', -5),
    registered('statedLater', 18.5, { previous_attempts: '4', credits: '15' }),
    clicked('visitor', 3, 1),
  ]);
  values = await valuesAt(TODAY);
});
afterAll(() => stores.close());

describe('who is registered', () => {
  test('those who registered before the moment and have not withdrawn since', () => {
    expect(Object.keys(values)).toEqual(
      ['back', 'backTheSameDay', 'early', 'lastSecond', 'late', 'leavesNow', 'statedLater'].toSorted(),
    );
  });

  test('a learner who came back is not registered while away', async () => {
    expect(Object.keys(await valuesAt(12))).not.toContain('back');
  });
});

describe('preparation', () => {
  test('days since the registration and from it to the start', () => {
    expect(values.early).toMatchObject({ registered_before_start_days: 31, days_since_registration: 51 });
    expect(values.late).toMatchObject({ registered_before_start_days: -3, days_since_registration: 17 });
    expect(values.lastSecond.days_since_registration).toBe(1);
  });

  test('follows the last registration of a learner who came back', () => {
    expect(values.back).toMatchObject({ registered_before_start_days: -15, days_since_registration: 5 });
  });

  test('activity before the start and since', () => {
    expect(values.early).toMatchObject({
      clicks_before_start: 5 + 7 + 1,
      active_days_before_start: 2,
      active_days_since_start: 1,
      clicks_total: 22,
    });
  });
});

describe('background', () => {
  test('comes from the first registration that states it', () => {
    expect(values.early).toMatchObject({ previous_attempts: 2, credits: 60 });
    expect(values.back).toMatchObject({ previous_attempts: 1, credits: 30 });
    expect(values.statedLater).toMatchObject({ previous_attempts: 4, credits: 15 });
  });

  test('is unknown where it is no number or was not stated yet', async () => {
    expect(values.late).toMatchObject({ previous_attempts: null, credits: null });
    expect((await valuesAt(18)).statedLater).toMatchObject({ previous_attempts: null, credits: null });
  });
});

describe('calendar', () => {
  test('shows how far the course is, the same for everybody', () => {
    for (const value of Object.values(values))
      expect(value).toMatchObject({
        course_day: 20,
        course_progress: 0.2,
        start_month: 2,
        assessments_due: 1,
        days_since_last_deadline: 15,
        days_to_next_deadline: 0, // today
      });
  });

  test('before the start', async () => {
    expect((await valuesAt(-3)).early).toMatchObject({
      course_day: -3,
      course_progress: -0.03,
      assessments_due: 0,
      days_since_last_deadline: null,
      days_to_next_deadline: 8,
    });
  });

  test('after the last deadline', async () => {
    expect((await valuesAt(31)).early).toMatchObject({
      assessments_due: 3,
      days_since_last_deadline: 1,
      days_to_next_deadline: null,
    });
  });
});
