import type { CalendarDate, Moment } from './moment.ts';
import { dateOfDay, type Presentation, zoneOf } from './presentation.ts';
import { hourOfDateIn, UTC } from './time-zone.ts';

/** A cycle runs in the morning on the course's clocks, so that people act on it the same day. */
const CYCLE_HOUR = 9;

/** The moment of a date at which the cycle of a presentation runs; by UTC where no presentation is meant. */
export const cycleMomentOn = (presentation: Presentation | null, date: CalendarDate): Moment =>
  hourOfDateIn(presentation === null ? UTC : zoneOf(presentation), date, CYCLE_HOUR);

/** The moment of a presentation's day at which its cycle runs. */
export const cycleMoment = (presentation: Presentation, day: number): Moment =>
  cycleMomentOn(presentation, dateOfDay(presentation, day));

/** The cycles on days 7, 14, 21 and so on, before the presentation is over; oldest first. */
export function weeklyMoments(presentation: Presentation): Moment[] {
  const moments: Moment[] = [];
  for (let day = 7; day < presentation.lengthDays; day += 7) moments.push(cycleMoment(presentation, day));
  return moments;
}
