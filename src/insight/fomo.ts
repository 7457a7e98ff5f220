import type { CalendarDate } from '../domain/moment.ts';
import { sigmoid } from '../stats/sigmoid.ts';
import { daysSince, type Snapshot } from './snapshot.ts';

/** From this many peers at an event on, the part of attendance counts in full. */
const FULL_ATTENDANCE = 10;

const WEIGHTS = { buddies: 0.4, attendance: 0.3, absence: 0.3 };

/** Steepness of the logistic curve, centred on 0.5, that turns the weighted sum into the score. */
const STEEPNESS = 5;

/** How much a learner misses who stays away from the events of their peers. */
export interface Fomo {
  /** 0 to 1, two decimals. */
  readonly score: number;
  readonly level: 'low' | 'medium' | 'high';
  /** Each 0 to 1. */
  readonly factors: { readonly buddies: number; readonly attendance: number; readonly absence: number };
}

/** The inputs of the score. */
export interface FomoInput {
  readonly buddies: number;
  readonly buddiesAttending: number;
  /** Peers at each event. */
  readonly attendance: readonly number[];
  /** Null where the learner has never attended an event, which counts like `fullAbsenceDays`. */
  readonly daysSinceLastEvent: number | null;
}

/**
 * The score weighs the buddies who go, the peers who go and how long ago the learner's last event was; a logistic curve
 * turns the sum into a number from 0 to 1.
 *
 * @param fullAbsenceDays days without an event that count in full: 90 in the flat contract, 30 in the nested one
 */
export function fomoOf(input: FomoInput, fullAbsenceDays: number): Fomo {
  const { buddies, buddiesAttending, attendance, daysSinceLastEvent } = input;
  const factors = {
    buddies: buddies === 0 ? 0 : Math.min(buddiesAttending / buddies, 1),
    attendance: mean(attendance.map((peers) => Math.min(peers / FULL_ATTENDANCE, 1))),
    absence: Math.min((daysSinceLastEvent ?? fullAbsenceDays) / fullAbsenceDays, 1),
  };
  const weighted =
    WEIGHTS.buddies * factors.buddies +
    WEIGHTS.attendance * factors.attendance +
    WEIGHTS.absence * factors.absence;
  const score = Math.round(sigmoid(STEEPNESS * (weighted - 0.5)) * 100) / 100;
  return { score, level: levelOf(score), factors };
}

/** The inputs of the score in a snapshot. */
export const fomoInputOf = ({ profile, activity, peers }: Snapshot, today: CalendarDate): FomoInput => ({
  buddies: profile.buddyCount,
  buddiesAttending: peers.buddiesAttending.length,
  attendance: Object.values(peers.eventAttendance),
  daysSinceLastEvent: daysSince(activity.lastEventOn, today),
});

const levelOf = (score: number): Fomo['level'] => (score < 0.3 ? 'low' : score < 0.7 ? 'medium' : 'high');

/** The mean; 0 for an empty list, because without events there is nothing to miss. */
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
