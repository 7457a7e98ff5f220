import type { CalendarDate } from '../domain/moment.ts';
import { type Fomo, fomoInputOf, fomoOf } from './fomo.ts';
import { daysSince, type Snapshot } from './snapshot.ts';

/** A snapshot as it looks today, with what rules ask of it worked out once. Rules see this and nothing else. */
export interface Situation {
  readonly snapshot: Snapshot;
  readonly fomo: Fomo;
  /** Null where the learner attended none. */
  readonly daysSinceEvent: number | null;
  /** Null where the date of no quiz is known. */
  readonly daysSinceQuiz: number | null;
  /** Since the learner was last seen, be it an event or a quiz; null where nothing tells. */
  readonly inactiveDays: number | null;
  /** The event most peers go to; null where there is none. */
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

/** A running streak of logins is a sign of today, whatever else was long ago. */
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
