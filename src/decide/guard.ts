import type { Candidate, Recipient } from '../domain/decision.ts';
import type { LearnerPreferences } from '../domain/learner.ts';
import type { Moment } from '../domain/moment.ts';
import type { PastNudge } from './past-nudge.ts';
import type { GuardSettings } from './settings.ts';

/** What a guard may know when it judges a candidate. */
export interface Occasion {
  readonly candidate: Candidate;
  readonly preferences: LearnerPreferences;
  /** Earlier deliveries, and candidates that the same decision has already chosen (as if delivered now). */
  readonly history: readonly PastNudge[];
  readonly holdout: boolean;
  /** The risk, 0 to 1; null where it is not known. */
  readonly probability: number | null;
  readonly now: Moment;
}

/** A condition that forbids a candidate. Pure. */
export interface Guard {
  readonly name: string;
  /** The guard judges interventions for these recipients. */
  readonly recipients: readonly Recipient[];
  /** Why the candidate is forbidden, as a sentence without a full stop; null where it is allowed. */
  readonly objection: (occasion: Occasion, settings: GuardSettings) => string | null;
}
