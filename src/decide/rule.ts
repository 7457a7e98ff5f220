import type { z } from 'zod';
import type { Facts } from '../settings/text.ts';
import type { Condition } from './condition.ts';
import type { Standing } from './standing.ts';

/**
 * When something is proposed, and the facts its texts may name. Pure. What is proposed and in what words is in the
 * configuration, under the rule's name.
 *
 * `conditions` and `facts` are methods, so that a rule with thresholds of its own can stand in a list of rules.
 */
export interface Rule<Seen, Name extends string = string, Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly name: Name;
  /** Facts as the rule finds them: texts are tried on these when the configuration is read. */
  readonly example: Facts;
  /** The keys that the rule adds to its section of the configuration. */
  readonly thresholds: Shape;
  /** Whether it fires when all conditions hold or when any does. */
  readonly needs: 'all' | 'any';
  /** A value that is unknown never makes it fire. */
  conditions(seen: Seen, thresholds: ThresholdsOf<Shape>): readonly Condition[];
  /** A number that is not known is 0: no text may rest on it where the rule does not fire. */
  facts(seen: Seen, thresholds: ThresholdsOf<Shape>): Facts;
}

export type ThresholdsOf<Shape extends z.ZodRawShape> = Readonly<z.infer<z.ZodObject<Shape>>>;

/** A rule over standings, by which a cycle proposes. */
export const standingRule = <const Name extends string, Shape extends z.ZodRawShape>(
  rule: Rule<Standing, Name, Shape>,
): Rule<Standing, Name, Shape> => rule;
