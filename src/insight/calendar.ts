import type { CalendarDate, Clock } from '../domain/moment.ts';

/** Offsets of time zones are multiples of a quarter of an hour, so a day begins together with a quarter. */
const QUARTER_MS = 900_000;

/** A function that gives the current date in a time zone. It computes the date once every quarter of an hour. */
export function calendarIn(timeZone: string, clock: Clock): () => CalendarDate {
  // The Swedish format of dates is that of ISO 8601.
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
