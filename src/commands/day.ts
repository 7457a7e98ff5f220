import { type CalendarDate, parseDate } from '../domain/moment.ts';
import { UsageError } from '../errors.ts';

/** A day given on the command line. */
export function dayOf(option: string, text: string): CalendarDate {
  const date = parseDate(text);
  if (date === null) throw new UsageError(`${option} must be a date like 2014-04-07, not ${text}`);
  return date;
}
