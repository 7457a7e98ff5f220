import { DAY_MS, startOfDate } from '../domain/moment.ts';
import { type Presentation, zoneOf } from '../domain/presentation.ts';

/** The week of the presentation in which an event falls; week 0 begins with the first day, on the course's clocks. */
export const COURSE_WEEK =
  'toInt32(floor((toInt32(toDate(occurred_at, {zone:String})) - {start_day:Int32}) / 7))';

/** The parameters that `COURSE_WEEK` reads. */
export const courseWeekParameters = (presentation: Presentation) => ({
  zone: zoneOf(presentation),
  start_day: startOfDate(presentation.startsOn) / DAY_MS,
});
