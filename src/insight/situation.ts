import type { CalendarDate } from '../domain/moment.ts';
import { type Fomo, fomoInputOf, fomoOf } from './fomo.ts';
import { daysSince, type Snapshot } from './snapshot.ts';

/** A snapshot as of today, with the values that rules need computed once. Rules see this and nothing else. */
export interface Situation {
  readonly snapshot: Snapshot;
  readonly fomo: Fomo;
  /** Null where the learner attended no event. */
  readonly daysSinceEvent: number | null;
  /** Null where no quiz has a known date. */
  readonly daysSinceQuiz: number | null;
  /** Days since the last sign of the learner, for example an event or a quiz; null where there is no sign. */
  readonly inactiveDays: number | null;
  /** The event that most peers go to; null where there is no event. */
  readonly biggestEvent: { readonly event: string; readonly peers: number } | null;
}

export function situationOf(snapshot: Snapshot, today: CalendarDate, fullAbsenceDays: number): Situation {
  const { activity, peers } = snapshot;
  const input = fomoInputOf(snapshot, today);
  const daysSinceQuiz = daysSince(activity.lastQuizOn, today);
  return {
    snapshot,
    fomo: fomoOf(input, fullAbsenceDays),
    daysSinceEvent: input.daysSinceLastEvent,
    daysSinceQuiz,
    inactiveDays: inactiveDaysOf(
      [daysSince(activity.lastActiveOn, today), input.daysSinceLastEvent, daysSinceQuiz],
      activity.loginStreakDays,
    ),
    biggestEvent: biggestOf(peers.eventAttendance),
  };
}

/** A running streak of logins is a sign from today, however long ago the rest was. */
function inactiveDaysOf(since: readonly (number | null)[], loginStreakDays: number): number | null {
  const [sinceActive] = since;
  if (sinceActive === null && loginStreakDays > 0) return 0;
  const known = since.filter((days) => days !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function biggestOf(attendance: Snapshot['peers']['eventAttendance']): Situation['biggestEvent'] {
  let biggest: Situation['biggestEvent'] = null;
  for (const event of Object.keys(attendance)) {
    const peers = attendance[event] ?? 0;
    if (biggest === null || peers > biggest.peers) biggest = { event, peers };
  }
  return biggest;
}
