import type { z } from 'zod';
import type { Condition } from '../decide/condition.ts';
import type { Rule, ThresholdsOf } from '../decide/rule.ts';
import type { Situation } from './situation.ts';
import type { ProofSettings } from './social-proof.ts';

/** A rule over snapshots. Its name is also the kind of the nudge. */
export interface InsightRule<Name extends string = string, Shape extends z.ZodRawShape = z.ZodRawShape>
  extends Rule<Situation, Name, Shape> {
  /** What clients are shown knows no other conditions. */
  conditions(
    situation: Situation,
    thresholds: ThresholdsOf<Shape>,
  ): readonly Condition<'at least' | 'below'>[];
  /** Whether the sentence that names numbers may be said; else the one that names a goal is. */
  isTrue(situation: Situation, proof: ProofSettings): boolean;
}

export const insightRule = <const Name extends string, Shape extends z.ZodRawShape>(
  rule: InsightRule<Name, Shape>,
): InsightRule<Name, Shape> => rule;
