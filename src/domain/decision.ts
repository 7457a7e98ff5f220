import type { Enrolment } from './enrolment.ts';
import type { Moment } from './moment.ts';

export const PRIORITIES = ['high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Whom an intervention addresses: a nudge goes to the learner; a call is the coach's task. */
export const RECIPIENTS = ['learner', 'coach'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/** A nudge or an action that a rule or the risk proposes. */
export interface Candidate {
  /** What to do, for example `reconnect`; several rules may propose the same action. */
  readonly intervention: string;
  /** Name of the rule that proposed it, for example `inactivity` or `risk`. */
  readonly proposedBy: string;
  readonly recipient: Recipient;
  readonly priority: Priority;
  readonly title: string;
  readonly body: string;
  /** What a coach could do about it, as a sentence. */
  readonly action: string;
  /** The numbers used, so that every sentence can be checked later. */
  readonly facts: Readonly<Record<string, number | string>>;
}

/** What one guard says: allow, or forbid with a reason. */
export type Verdict =
  | { readonly guard: string; readonly allowed: true }
  | { readonly guard: string; readonly allowed: false; readonly reason: string };

export interface JudgedCandidate extends Candidate {
  readonly verdicts: readonly Verdict[];
  /** Whether no guard forbids it: it is sent, unless the decision is made in a replay. */
  readonly chosen: boolean;
  /** Whether the holdout alone forbids it: it would have been sent to a learner who is not held out. */
  readonly ghost: boolean;
}

/**
 * The decision about one enrolment in one cycle. Recorded whether or not anything is sent: a nudge not sent is data, too.
 */
export interface Decision extends Enrolment {
  /** Deterministic: made of the enrolment and the cycle. */
  readonly id: string;
  readonly decidedAt: Moment;
  readonly probability: number | null;
  readonly modelId: string | null;
  /** Why the rules decided alone, where the risk could not be trusted; absent where the risk counted. */
  readonly riskWithheld?: string;
  /** Whether the enrolment belongs to the share deliberately left alone. */
  readonly holdout: boolean;
  readonly candidates: readonly JudgedCandidate[];
  /**
   * Probability, over the draw of the holdout, of this very decision: more than 0, at most 1.
   * Its inverse weighs the enrolment when nudged and held-out ones are compared (Horvitz and Thompson 1952).
   */
  readonly propensity: number;
}
