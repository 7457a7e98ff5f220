import type { Candidate } from '../domain/decision.ts';
import { dateOf, type Moment } from '../domain/moment.ts';
import { type InsightEngine, insightFor } from './engine.ts';
import type { Nudge } from './nudge.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The nudges of the insight engine for an enrolled learner, as candidates for a decision: by the union of the rules, in the
 * product's language. Guards judge them like all other candidates.
 */
export const candidatesFor = (snapshot: Snapshot, engine: InsightEngine, now: Moment): Candidate[] =>
  insightFor(snapshot, engine, {
    ruleset: 'union',
    placeOf: (kind) => kind,
    language: 'en',
    today: dateOf(now),
  }).nudges.map(candidateOf);

const candidateOf = ({
  kind,
  priority,
  source,
  probability,
  title,
  action,
  reasons,
  facts,
}: Nudge): Candidate => ({
  // The rules of activity also ask the learner to come back: the first in rank is kept.
  intervention: kind === 'comeback' ? 'reconnect' : kind,
  proposedBy: `insight_${source}`,
  recipient: 'learner',
  priority,
  title: action,
  body: title,
  action: `Ask whether the learner would like help with this: ${action.toLowerCase()}.`,
  facts: {
    ...facts,
    ...Object.fromEntries(reasons.flatMap(({ fact, value }) => (value === null ? [] : [[fact, value]]))),
    ...(probability === null ? {} : { probability }),
  },
});
