import type { Occasion } from '../../src/decide/guard.ts';
import type { Candidate } from '../../src/domain/decision.ts';
import { learnerId } from '../../src/domain/learner.ts';
import { type Moment, moment } from '../../src/domain/moment.ts';

export const at = (iso: string): Moment => moment(Date.parse(iso));

export const exampleCandidate: Candidate = {
  intervention: 'reconnect',
  proposedBy: 'inactivity',
  recipient: 'learner',
  priority: 'medium',
  title: 'Good to have you back any time',
  body: 'Your last visit to BBB was 12 days ago.',
  action: 'Ask how things are.',
  facts: { daysInactive: 12 },
};

/** A Monday morning on which no guard objects; the argument changes some of it. */
export const occasionWith = (changes: Partial<Occasion> = {}): Occasion => ({
  candidate: exampleCandidate,
  preferences: { learnerId: learnerId('11391'), timeZone: 'UTC', optedOut: false },
  history: [],
  holdout: false,
  probability: 0.6,
  now: at('2014-03-03T09:00:00Z'),
  ...changes,
});
