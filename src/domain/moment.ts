/** A point in time: milliseconds since 1970-01-01T00:00:00Z. No stage reads a clock: the caller passes the moment. */
export type Moment = number & { readonly __brand: 'Moment' };

/** A calendar date without a time zone, `YYYY-MM-DD`. */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' };

/** Returns the present moment: the system's clock in production, a fixed one in tests and in the time machine. */
export type Clock = () => Moment;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const moment = (epochMs: number): Moment => epochMs as Moment;

/** Midnight (UTC) at the start of `date`. */
export const startOfDate = (date: CalendarDate): Moment => moment(Date.parse(`${date}T00:00:00Z`));

/** The UTC date on which `at` falls. */
export const dateOf = (at: Moment): CalendarDate => new Date(at).toISOString().slice(0, 10) as CalendarDate;

/** The full hour at or after `at`: the present hour shares it as its now, so that all callers share one scoring. */
export const endOfHour = (at: Moment): Moment => moment(Math.ceil(at / HOUR_MS) * HOUR_MS);

export const toIso = (at: Moment): string => new Date(at).toISOString();

export const addDays = (at: Moment, days: number): Moment => moment(at + days * DAY_MS);

/** Days from `from` to `to`; a fraction where the times of day differ, negative where `to` is earlier. */
export const daysBetween = (from: Moment, to: Moment): number => (to - from) / DAY_MS;

/** `text` as a date, or null where it is not a real calendar date of the form `YYYY-MM-DD`. */
export function parseDate(text: string): CalendarDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : (text as CalendarDate);
}

/** `count` moments, one every `stepDays`, starting with `from`. */
export const everyDays = (from: Moment, stepDays: number, count: number): Moment[] =>
  Array.from({ length: Math.max(0, count) }, (_, index) => addDays(from, index * stepDays));
