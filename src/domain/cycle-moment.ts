import { HOUR_MS, type Moment, moment } from './moment.ts';
import { momentOfDay, type Presentation } from './presentation.ts';

/** A cycle runs in the morning, so that people act on it the same day. */
export const CYCLE_HOUR_UTC = 9;

/** The moment of a presentation's day at which its cycle runs. */
export const cycleMoment = (presentation: Presentation, day: number): Moment =>
  moment(momentOfDay(presentation, day) + CYCLE_HOUR_UTC * HOUR_MS);

/** The cycles on days 7, 14, 21 and so on, before the presentation is over; oldest first. */
export function weeklyMoments(presentation: Presentation): Moment[] {
  const moments: Moment[] = [];
  for (let day = 7; day < presentation.lengthDays; day += 7) moments.push(cycleMoment(presentation, day));
  return moments;
}
