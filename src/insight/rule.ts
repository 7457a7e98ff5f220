import type { z } from 'zod';
import type { Condition } from '../decide/condition.ts';
import type { Rule, ThresholdsOf } from '../decide/rule.ts';
import type { Situation } from './situation.ts';
import type { ProofSettings } from './social-proof.ts';

/** A rule over snapshots. Its name is also the kind of the nudge. */
export interface InsightRule<Name extends string = string, Shape extends z.ZodRawShape = z.ZodRawShape>
  extends Rule<Situation, Name, Shape> {
  /** The answers to clients know no other kinds of conditions. */
  conditions(
    situation: Situation,
    thresholds: ThresholdsOf<Shape>,
  ): readonly Condition<'at least' | 'below'>[];
  /** Whether the text that names numbers may be used; otherwise the text that names a goal is used. */
  isTrue(situation: Situation, proof: ProofSettings): boolean;
}

export const insightRule = <const Name extends string, Shape extends z.ZodRawShape>(
  rule: InsightRule<Name, Shape>,
): InsightRule<Name, Shape> => rule;
