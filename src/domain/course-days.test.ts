import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { courseWith } from '../../test/fixtures/course-events.ts';
import { cycleMoment } from './cycle-moment.ts';
import { courseworkOf, dayOfDeadline, deadlineOf, isPast } from './deadline.ts';
import { type CalendarDate, HOUR_MS, type Moment, moment } from './moment.ts';
import { courseDate, dateOfDay, dayAt, endOf, momentOfDay, type Presentation } from './presentation.ts';
import { parseTimeZone, type TimeZone } from './time-zone.ts';

const at = (iso: string): Moment => moment(Date.parse(iso));

const courseIn = (zone: string, startsOn: string, changes: Partial<Presentation> = {}): Presentation =>
  courseWith('AAA', { timeZone: zone as TimeZone, startsOn: startsOn as CalendarDate, ...changes });

/** Courses with a change of clocks among their 250 days; in Apia a whole day is left out. */
const COURSES = [
  courseIn('UTC', '2014-02-01'),
  courseIn('America/New_York', '2014-02-01'),
  courseIn('America/New_York', '2014-09-01'),
  courseIn('Pacific/Auckland', '2014-02-01'),
  courseIn('Pacific/Auckland', '2014-08-01'),
  courseIn('Europe/London', '2014-02-01'),
  courseIn('Asia/Kolkata', '2014-02-01'),
  courseIn('Australia/Lord_Howe', '2014-02-01'),
  courseIn('Pacific/Apia', '2011-11-01'),
  courseIn('America/Sao_Paulo', '2014-08-01'),
];
const anyCourse = fc.constantFrom(...COURSES);
const anyDay = fc.integer({ min: -40, max: 250 });

/** What a calendar and a clock on the wall of the zone show. */
const wall = (zone: string, instant: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    instant,
  );

describe('a day of the course', () => {
  test('is the one whose date the calendar on the wall shows', () => {
    fc.assert(
      fc.property(anyCourse, anyDay, fc.double({ min: 0, max: 1, noNaN: true }), (course, day, share) => {
        const instant = moment(Math.floor(momentOfDay(course, day) + share * 24 * HOUR_MS));
        const date = wall(course.timeZone as string, instant).slice(0, 10);
        expect(courseDate(course, instant)).toBe(date);
        expect(dateOfDay(course, dayAt(course, instant))).toBe(date);
      }),
    );
  });

  test('begins with its date and not a millisecond earlier', () => {
    fc.assert(
      fc.property(anyCourse, anyDay, (course, day) => {
        const start = momentOfDay(course, day);
        expect(wall(course.timeZone as string, start - 1) < dateOfDay(course, day)).toBe(true);
        expect(dayAt(course, moment(start - 1))).toBeLessThan(day);
        expect(dayAt(course, start)).toBeGreaterThanOrEqual(day);
      }),
    );
  });

  test('follows the one before without a gap', () => {
    for (const course of COURSES)
      for (let day = -40; day < 250; day += 1)
        expect(momentOfDay(course, day + 1)).toBeGreaterThanOrEqual(momentOfDay(course, day));
  });

  test.each([
    ['America/New_York', '2014-03-09', 23],
    ['America/New_York', '2014-11-02', 25],
    ['Pacific/Auckland', '2014-09-28', 23],
    ['Pacific/Auckland', '2014-04-06', 25],
    ['Australia/Lord_Howe', '2014-04-06', 24.5],
    ['Asia/Kolkata', '2014-04-06', 24],
    ['Pacific/Apia', '2011-12-30', 0],
  ])('in %s on %s has %f hours', (zone, date, hours) => {
    const course = courseIn(zone, date, { lengthDays: 1 });
    expect((endOf(course) - momentOfDay(course, 0)) / HOUR_MS).toBe(hours);
  });

  test('begins after the gap where clocks skip midnight', () => {
    const saoPaulo = courseIn('America/Sao_Paulo', '2014-10-19');
    expect(momentOfDay(saoPaulo, 0)).toBe(at('2014-10-19T01:00:00-02:00'));
  });

  test('has its cycle at nine on the clock of the wall', () => {
    fc.assert(
      fc.property(anyCourse, anyDay, (course, day) => {
        fc.pre(dateOfDay(course, day) !== '2011-12-30');
        expect(wall(course.timeZone as string, cycleMoment(course, day))).toBe(
          `${dateOfDay(course, day)} 09:00:00`,
        );
      }),
    );
  });
});

describe('a deadline', () => {
  const newYork = courseIn('America/New_York', '2014-02-27');
  const dueOn = (course: Presentation, dueDay: number) => deadlineOf(course, { dueDay }) as Moment;

  test('is the end of the due day on the clocks of the course', () => {
    expect(dueOn(newYork, 10)).toBe(at('2014-03-10T00:00:00-04:00'));
    expect(isPast(dueOn(newYork, 10), at('2014-03-09T20:30:00-04:00'))).toBe(false);
    expect(isPast(dueOn(newYork, 10), at('2014-03-09T22:00:00-04:00'))).toBe(false);
    expect(isPast(dueOn(newYork, 10), at('2014-03-10T00:00:00-04:00'))).toBe(true);
  });

  test('has passed after the due day and at no hour of it, whatever the clocks do', () => {
    for (const course of COURSES)
      for (let day = 0; day < 250; day += 1)
        for (
          let hour = momentOfDay(course, day);
          hour < momentOfDay(course, day + 2);
          hour = moment(hour + HOUR_MS)
        )
          expect(isPast(dueOn(course, day), hour)).toBe(dayAt(course, hour) > day);
  });

  test('falls on the day whose end it is', () => {
    fc.assert(
      fc.property(anyCourse, anyDay, (course, day) => {
        fc.pre(dateOfDay(course, day) !== '2011-12-30');
        expect(dayOfDeadline(course, dueOn(course, day))).toBe(day);
      }),
    );
  });

  test('may be a moment of the due day', () => {
    const noon = at('2014-03-09T12:00:00-04:00');
    expect(deadlineOf(newYork, { dueDay: 10, dueAt: noon })).toBe(noon);
    expect(dayOfDeadline(newYork, noon)).toBe(10);
  });

  test('is unknown without a date, and exams are no coursework', () => {
    const work = (id: string, dueDay: number | null) => ({
      id,
      kind: 'tutor_marked' as const,
      dueDay,
      weightPercent: 10,
    });
    const course = courseIn('UTC', '2014-02-01', {
      assessments: [work('undated', null), work('dated', 3), { ...work('exam', 9), kind: 'exam' }],
    });
    expect(deadlineOf(course, { dueDay: null })).toBeNull();
    expect(courseworkOf(course).map(({ id, deadline }) => [id, deadline])).toEqual([
      ['dated', at('2014-02-05T00:00:00Z')],
    ]);
  });
});

describe('a time zone', () => {
  test.each([
    ['America/New_York', 'America/New_York'],
    ['america/new_york', 'America/New_York'],
    ['UTC', 'UTC'],
    ['+05:30', null],
    ['Mars/Base', null],
    ['', null],
  ])('%s is read as %s', (name, zone) => {
    expect(parseTimeZone(name)).toBe(zone);
  });
});
