import type { CalendarDate, Clock } from '../domain/moment.ts';

/** Offsets of time zones are multiples of it, so a day begins with one. */
const QUARTER_MS = 900_000;

/** Tells what day it is in a time zone. It is worked out once a quarter of an hour. */
export function calendarIn(timeZone: string, clock: Clock): () => CalendarDate {
  // Sweden writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  let quarter = Number.NaN;
  let today = '' as CalendarDate;
  return () => {
    const now = clock();
    const current = Math.floor(now / QUARTER_MS);
    if (current !== quarter) {
      quarter = current;
      today = format.format(now) as CalendarDate;
    }
    return today;
  };
}
