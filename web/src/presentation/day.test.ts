import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampDay, dateOfDay, dayOfDate, describeDay, LEAD_DAYS, viewedDay } from './day.ts';

// OULAD: module DDD, presentation 2014B starts in February 2014 and is 241 days long (courses.csv).
const span = { startsOn: '2014-02-01', lengthDays: 241, timeZone: 'UTC' };

describe('days of a presentation', () => {
  it('count from its first day', () => {
    expect(dateOfDay(span, 0)).toBe('2014-02-01');
    expect(dateOfDay(span, 65)).toBe('2014-04-07');
    expect(dayOfDate(span, '2014-04-07T09:00:00.000Z')).toBe(65);
    expect(dayOfDate(span, '2014-01-31T23:00:00.000Z')).toBe(-1);
  });

  it("are those of the course's zone", () => {
    expect(dayOfDate({ ...span, timeZone: 'America/New_York' }, '2014-04-08T03:30:00.000Z')).toBe(65);
    expect(dayOfDate({ ...span, timeZone: 'Pacific/Auckland' }, '2014-04-07T12:30:00.000Z')).toBe(66);
  });

  it('go to a date and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), (day) => {
        expect(dayOfDate(span, dateOfDay(span, day))).toBe(day);
      }),
    );
  });

  it('read as words', () => {
    expect(describeDay(span, 65)).toBe('Day 65 of 241');
    expect(describeDay(span, -1)).toBe('1 day before the start');
    expect(describeDay(span, -28)).toBe('28 days before the start');
  });

  it('end where the time machine ends', () => {
    expect(clampDay(span, -100)).toBe(-LEAD_DAYS);
    expect(clampDay(span, 999)).toBe(241);
  });
});

describe('viewedDay', () => {
  it("asks for the server's now where no day was chosen", () => {
    expect(viewedDay(span, '2014-04-07T15:30:00.000Z', undefined)).toEqual({
      day: 65,
      date: '2014-04-07',
      asOf: undefined,
      currentDay: 65,
    });
  });

  it('asks for the chosen day', () => {
    expect(viewedDay(span, '2014-04-07T09:00:00.000Z', '2014-03-01')).toMatchObject({
      day: 28,
      asOf: '2014-03-01',
      currentDay: 65,
    });
  });

  it('opens a finished presentation at its end', () => {
    expect(viewedDay(span, '2026-01-01T09:00:00.000Z', undefined)).toMatchObject({
      day: 241,
      asOf: '2014-09-30',
    });
  });

  it('takes the nearest day if the day in the URL is out of reach', () => {
    expect(viewedDay(span, '2014-04-07T09:00:00.000Z', '1999-01-01')).toMatchObject({
      day: -28,
      asOf: '2014-01-04',
    });
  });
});
