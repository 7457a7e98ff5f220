import type { Moment } from '../../domain/moment.ts';
import { cached } from '../../settings/cached.ts';
import type { Guard } from '../guard.ts';

/** No nudges from `quietHours.from` until just before `quietHours.to` on the learner's own clock. */
export const quietHours: Guard = {
  name: 'quiet_hours',
  recipients: ['learner'],
  objection: ({ preferences: { timeZone }, now }, { quietHours }) => {
    if (quietHours === null) return null;
    const { from, to } = quietHours;
    const time = localTime(now, timeZone);
    if (time === null)
      return `The time zone ${timeZone} is not known, so the hour for the learner is not either`;
    // From 21:00 to 08:00 is two stretches of one day: the evening and the early morning.
    const quiet = from < to ? time >= from && time < to : time >= from || time < to;
    return quiet ? `It is ${time} for the learner (${timeZone}); quiet hours are ${from} to ${to}` : null;
  },
};

/** Zones in use at once; some 600 have names. */
const CACHED_ZONES = 600;

/** `HH:MM` on the clock of an IANA zone, which sorts as the time does; null where the zone is not known. */
const localTime = (at: Moment, timeZone: string): string | null => formatterFor(timeZone)?.format(at) ?? null;

/** Making a formatter takes some 50 µs, using it 1 µs, and learners share a few zones; null is a zone without one. */
const formatterFor = cached(CACHED_ZONES, newFormatter);

function newFormatter(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  } catch {
    return null;
  }
}
