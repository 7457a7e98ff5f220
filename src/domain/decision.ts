import type { Enrolment } from './enrolment.ts';
import type { Moment } from './moment.ts';

export const PRIORITIES = ['high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A nudge or an action that a rule or the risk proposes. */
export interface Candidate {
  /** Key in the catalogue, for example `come_back`. */
  readonly intervention: string;
  /** Name of the rule that proposed it, or `risk`. */
  readonly proposedBy: string;
  readonly priority: Priority;
  readonly title: string;
  readonly body: string;
  /** The numbers used, so that every sentence can be checked later. */
  readonly facts: Readonly<Record<string, number | string>>;
}

/** What one guard says: allow, or forbid with a reason. */
export type Verdict =
  | { readonly guard: string; readonly allowed: true }
  | { readonly guard: string; readonly allowed: false; readonly reason: string };

export interface JudgedCandidate extends Candidate {
  readonly verdicts: readonly Verdict[];
  readonly chosen: boolean;
}

/**
 * One opportunity judged. Recorded whether or not something is sent: the nudge that was not sent is data.
 */
export interface Decision extends Enrolment {
  /** Deterministic: enrolment and cycle. */
  readonly id: string;
  readonly decidedAt: Moment;
  readonly probability: number | null;
  readonly modelId: string | null;
  /** The enrolment belongs to the share deliberately left alone. */
  readonly holdout: boolean;
  readonly candidates: readonly JudgedCandidate[];
  /** Probability with which the chosen ones would be chosen again, 0 to 1; 1 for deterministic choices outside the holdout. */
  readonly propensity: number;
}
