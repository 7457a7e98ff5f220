import { LRUCache } from 'lru-cache';
import { Temporal } from 'temporal-polyfill';
import { type CalendarDate, DAY_MS, dateOf, HOUR_MS, type Moment, moment, startOfDate } from './moment.ts';

/** A region with one clock, by its IANA name, for example `America/New_York`. */
export type TimeZone = string & { readonly __brand: 'TimeZone' };

export const UTC = 'UTC' as TimeZone;

/** Whether `name` is the IANA name of a time zone, for example `Europe/London`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The zone in the spelling of the IANA, or null: an offset such as `+05:30` is no zone, because it knows no summer time. */
export function parseTimeZone(name: string): TimeZone | null {
  if (!/^[A-Za-z]/.test(name) || !isTimeZone(name)) return null;
  return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId as TimeZone;
}

/** Conversions cost some 20 microseconds each, and pages ask for the same days of the same courses again and again. */
const KNOWN_DAYS = 50_000;
const dayStarts = new LRUCache<string, Moment>({ max: KNOWN_DAYS });

/**
 * The first moment of a date in a zone. Where clocks skip midnight, that is the first moment after the gap; a date that
 * was left out altogether begins, and ends, with the next one.
 */
export function startOfDateIn(zone: TimeZone, date: CalendarDate): Moment {
  if (zone === UTC) return startOfDate(date);
  const key = `${zone} ${date}`;
  const known = dayStarts.get(key);
  if (known !== undefined) return known;
  const start = moment(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);
  dayStarts.set(key, start);
  return start;
}

/** A full hour of a date on the clocks of a zone; the first moment after the gap where clocks skip that hour. */
export const hourOfDateIn = (zone: TimeZone, date: CalendarDate, hour: number): Moment =>
  zone === UTC
    ? moment(startOfDate(date) + hour * HOUR_MS)
    : moment(
        Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: { hour } })
          .epochMilliseconds,
      );

/** The date that calendars in the zone show at `at`. No clock is a whole day or more away from UTC. */
export function dateIn(zone: TimeZone, at: Moment): CalendarDate {
  const dates = [DAY_MS, 0, -DAY_MS].map((shift) => dateOf(moment(at + shift)));
  return dates.find((date) => startOfDateIn(zone, date) <= at) as CalendarDate;
}
