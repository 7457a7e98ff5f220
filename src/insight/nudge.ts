import type { Priority } from '../domain/decision.ts';
import type { Facts } from '../settings/text.ts';
import type { Kind } from './rules.ts';

/** A number that a nudge rests on, and what it had to be; null where nothing was asked of it. */
export interface Reason {
  readonly fact: string;
  readonly value: number | null;
  readonly wanted: 'at least' | 'below' | null;
  readonly threshold: number | null;
}

/** What is said to a learner, and why. */
export interface Nudge {
  readonly kind: Kind;
  /** 1 is the first. */
  readonly rank: number;
  readonly priority: Priority;
  readonly source: 'rule' | 'model';
  /** The model's, 0 to 1; null where a rule proposed it. */
  readonly probability: number | null;
  readonly title: string;
  readonly action: string;
  readonly reasons: readonly Reason[];
  /** The numbers and names that its texts may use, so that every sentence can be checked later. */
  readonly facts: Facts;
}
