import { CYCLE_HOUR_UTC } from '../domain/cycle-moment.ts';
import { type CalendarDate, HOUR_MS, type Moment, parseDate, startOfDate } from '../domain/moment.ts';
import { UsageError } from '../errors.ts';

/** A day given on the command line as the moment of its cycle. */
export function cycleMomentOf(option: string, text: string): Moment {
  return (startOfDate(dayOf(option, text)) + CYCLE_HOUR_UTC * HOUR_MS) as Moment;
}

/** A day given on the command line. */
export function dayOf(option: string, text: string): CalendarDate {
  const date = parseDate(text);
  if (date === null) throw new UsageError(`${option} must be a date like 2014-04-07, not ${text}`);
  return date;
}
