import type { Priority } from '../domain/decision.ts';
import type { Facts } from '../settings/text.ts';
import type { Kind } from './rules.ts';

/** A number behind a nudge, and the threshold it had to meet; null where there was no threshold. */
export interface Reason {
  readonly fact: string;
  readonly value: number | null;
  readonly wanted: 'at least' | 'below' | null;
  readonly threshold: number | null;
}

/** A message to a learner, and the reasons for it. */
export interface Nudge {
  readonly kind: Kind;
  /** 1 is the best. */
  readonly rank: number;
  readonly priority: Priority;
  readonly source: 'rule' | 'model';
  /** The model's probability, 0 to 1; null where a rule proposed the nudge. */
  readonly probability: number | null;
  readonly title: string;
  readonly action: string;
  readonly reasons: readonly Reason[];
  /** The numbers and names that its texts may use, so that every sentence can be checked later. */
  readonly facts: Facts;
}
