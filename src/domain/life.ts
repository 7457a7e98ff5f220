import type { Verb } from './activity-event.ts';
import type { Moment } from './moment.ts';

/** The verbs that make the life of an enrolment. */
export const LIFE_VERBS = ['registered', 'withdrew', 'finished'] as const satisfies readonly Verb[];
export type LifeVerb = (typeof LIFE_VERBS)[number];

export const LIFE_STATES = ['registered', 'withdrawn', 'finished'] as const;

/** Where an enrolment stands, and since when. */
export interface Life {
  readonly state: (typeof LIFE_STATES)[number];
  readonly since: Moment;
}

/**
 * Where an enrolment stands after these facts, in any order; null where the learner never registered.
 *
 * A withdrawal ends an enrolment until the learner registers again; so does `finished`, after which a withdrawal changes
 * nothing. Of facts of one time, `finished` counts before all others. A registration and a withdrawal of one time cancel
 * each other, because nobody knows which came last; who had no enrolment before has withdrawn. `lifeAsOf` says the same
 * in SQL (src/store/event-sql.ts).
 */
export function lifeOf(facts: Iterable<{ readonly verb: string; readonly at: Moment }>): Life | null {
  const moments = [...Map.groupBy(facts, ({ at }) => at)].sort(([a], [b]) => a - b);
  return moments.reduce<Life | null>((life, [since, ofOneTime]) => {
    const before = life?.state ?? null;
    const state = stateAfter(before, new Set(ofOneTime.map(({ verb }) => verb)));
    return state === null || state === before ? life : { state, since };
  }, null);
}

function stateAfter(before: Life['state'] | null, verbs: ReadonlySet<string>): Life['state'] | null {
  const registers = verbs.has('registered');
  if (before === null && !registers) return null;
  if (verbs.has('finished')) return 'finished';
  if (registers && verbs.has('withdrew')) return before ?? 'withdrawn';
  if (registers) return 'registered';
  return verbs.has('withdrew') && before === 'registered' ? 'withdrawn' : before;
}
