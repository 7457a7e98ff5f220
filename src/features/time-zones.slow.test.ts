import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../test/fixtures/embedded-stores.ts';
import type { Verb } from '../domain/activity-event.ts';
import { type CalendarDate, DAY_MS, HOUR_MS, type Moment, moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { TimeZone } from '../domain/time-zone.ts';
import { appendEvents } from '../ingest/append.ts';
import { indicatorsAt, rowValues } from './indicators-at.ts';

const at = (iso: string): Moment => moment(Date.parse(iso));

/** A course with work due on its day 10, when clocks are changed: at the end of that day, and at noon. */
interface Course {
  readonly zone: string;
  readonly startsOn: string;
  /** Day 10 of the course: its first moment, its noon, and the first moment of the next day. */
  readonly begins: string;
  readonly noon: string;
  readonly ends: string;
}

const COURSES: readonly Course[] = [
  {
    zone: 'America/New_York',
    startsOn: '2014-02-27',
    begins: '2014-03-09T00:00:00-05:00',
    noon: '2014-03-09T12:00:00-04:00',
    ends: '2014-03-10T00:00:00-04:00',
  },
  {
    zone: 'America/New_York',
    startsOn: '2014-10-23',
    begins: '2014-11-02T00:00:00-04:00',
    noon: '2014-11-02T12:00:00-05:00',
    ends: '2014-11-03T00:00:00-05:00',
  },
  {
    zone: 'Pacific/Auckland',
    startsOn: '2014-09-18',
    begins: '2014-09-28T00:00:00+12:00',
    noon: '2014-09-28T12:00:00+13:00',
    ends: '2014-09-29T00:00:00+13:00',
  },
  {
    zone: 'Pacific/Auckland',
    startsOn: '2014-03-27',
    begins: '2014-04-06T00:00:00+13:00',
    noon: '2014-04-06T12:00:00+12:00',
    ends: '2014-04-07T00:00:00+12:00',
  },
];

const DUE_DAY = 10;
const BEFORE_START_DAYS = 2;

const presentationOf = ({ zone, startsOn, noon }: Course): Presentation =>
  courseWith(`${zone} ${startsOn}`, {
    startsOn: startsOn as CalendarDate,
    timeZone: zone as TimeZone,
    assessments: [
      { id: 'by-night', kind: 'tutor_marked', dueDay: DUE_DAY, weightPercent: 30 },
      { id: 'by-noon', kind: 'tutor_marked', dueDay: DUE_DAY, dueAt: at(noon), weightPercent: 20 },
    ],
  });

/** Two hours before midnight is still the due day, half an hour after it is not. */
const inTime = ({ ends }: Course): Moment => moment(at(ends) - 2 * HOUR_MS);
const tooLate = ({ ends }: Course): Moment => moment(at(ends) + HOUR_MS / 2);
/** Half an hour before midnight, two days before the course begins. */
const registeredAt = ({ begins }: Course): Moment =>
  moment(at(begins) - (DUE_DAY + BEFORE_START_DAYS - 1) * DAY_MS - HOUR_MS / 2);

function eventsOf(course: Course) {
  const { event } = eventsIn(presentationOf(course));
  const happens = (verb: Verb, learner: string, occurredAt: Moment, objectId = '') => ({
    ...event(verb, learner, 0, { objectId }),
    occurredAt,
  });
  const handsIn = (learner: string, occurredAt: Moment) =>
    happens('submitted', learner, occurredAt, 'by-night');
  return [
    ...['idle', 'evening', 'night'].map((learner) => happens('registered', learner, registeredAt(course))),
    // Half an hour before the course begins: a visit before the start.
    happens('interacted', 'idle', moment(at(course.begins) - DUE_DAY * DAY_MS - HOUR_MS / 2)),
    handsIn('evening', inTime(course)),
    handsIn('night', tooLate(course)),
  ];
}

/** What is true of the three learners at a moment, said without a calendar. */
function truthOf(course: Course, learner: string, now: Moment) {
  const ended = now >= at(course.ends);
  const due = Number(now >= at(course.noon)) + Number(ended);
  const handedInAt = { idle: null, evening: inTime(course), night: tooLate(course) }[learner] ?? null;
  const handedIn = handedInAt !== null && handedInAt < now;
  return {
    course_day: ended ? DUE_DAY + 1 : DUE_DAY,
    assessments_due: due,
    assessments_missed: due - Number(ended && handedIn),
    assessments_submitted: Number(handedIn),
    assessments_late: Number(handedIn && learner === 'night'),
    assessments_ahead_submitted: Number(handedIn && !ended),
    last_due_missed: due === 0 ? null : Number(!(ended && handedIn)),
    last_lead_days: handedIn ? (learner === 'night' ? -1 : 0) : null,
    days_to_next_deadline: ended ? null : 0,
    days_since_last_deadline: due === 0 ? null : Number(ended),
    registered_before_start_days: BEFORE_START_DAYS,
    clicks_before_start: Number(learner === 'idle'),
  };
}

let stores: Awaited<ReturnType<typeof openEmbeddedLog>>;
beforeAll(async () => {
  stores = await openEmbeddedLog();
  await appendEvents(stores.eventLog, COURSES.flatMap(eventsOf));
});
afterAll(() => stores.close());

test('work is due, missed and late by the clocks of the course at every hour of a day when clocks are changed', async () => {
  const wanted = COURSES.map((course) => ({
    presentation: presentationOf(course),
    moments: hoursFrom(at(course.begins), at(course.ends) + 2 * HOUR_MS),
  }));
  const table = await indicatorsAt(stores.eventLog, wanted);
  expect(table.rows).toBe(3 * wanted.reduce((sum, { moments }) => sum + moments.length, 0));
  const byId = new Map(COURSES.map((course) => [presentationOf(course).id, course]));
  for (let row = 0; row < table.rows; row += 1) {
    const course = byId.get(table.presentationIds[row]) as Course;
    const now = table.moments[row];
    const about = `${table.learnerIds[row]}, ${course.zone}, ${new Date(now).toISOString()}`;
    expect({ about, ...rowValues(table, row) }).toMatchObject({
      about,
      ...truthOf(course, table.learnerIds[row], now),
    });
  }
});

const hoursFrom = (from: Moment, to: number): Moment[] =>
  Array.from({ length: Math.floor((to - from) / HOUR_MS) + 1 }, (_, hour) => moment(from + hour * HOUR_MS));
