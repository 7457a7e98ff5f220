import type { Facts } from '../settings/text.ts';
import type { InsightRules, Kind } from './settings.ts';
import type { Situation } from './situation.ts';
import type { ProofSettings } from './social-proof.ts';

/** One thing a rule asks for, with the number it was judged by. */
export interface Condition {
  /** What was looked at, for example `buddies_attending`. */
  readonly fact: string;
  /** Null where the snapshot does not say, which never holds. */
  readonly value: number | null;
  readonly wanted: 'at least' | 'below';
  readonly threshold: number;
  readonly holds: boolean;
}

/**
 * When a nudge is proposed, and the facts its texts may name. Pure. Thresholds, priority and words are in the
 * configuration, under the rule's name, which is also the kind of the nudge.
 */
export interface Rule {
  readonly name: Kind;
  /** Facts as the rule finds them: texts are tried on these when the configuration is read. */
  readonly example: Facts;
  /** Whether it fires when all conditions hold or when any does. */
  readonly needs: 'all' | 'any';
  readonly conditions: (situation: Situation, rules: InsightRules) => readonly Condition[];
  readonly facts: (situation: Situation) => Facts;
  /** Whether the sentence that names numbers may be said; else the one that names a goal is. */
  readonly isTrue: (situation: Situation, proof: ProofSettings) => boolean;
}

export const atLeast = (fact: string, value: number | null, threshold: number): Condition => ({
  fact,
  value,
  wanted: 'at least',
  threshold,
  holds: value !== null && value >= threshold,
});

export const below = (fact: string, value: number, threshold: number): Condition => ({
  fact,
  value,
  wanted: 'below',
  threshold,
  holds: value < threshold,
});
