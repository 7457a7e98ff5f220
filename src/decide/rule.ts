import type { z } from 'zod';
import type { Facts } from '../settings/text.ts';
import type { Condition } from './condition.ts';
import type { Standing } from './standing.ts';

/**
 * Says when something is proposed, and which facts the texts may name. Pure. The configuration holds the proposal and its
 * words, under the rule's name.
 *
 * `conditions` and `facts` are methods, so that the types let a rule with its own thresholds into a list of rules.
 */
export interface Rule<Seen, Name extends string = string, Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly name: Name;
  /** Facts such as the rule finds; texts are tried on them when the configuration is read. */
  readonly example: Facts;
  /** The keys that the rule adds to its section of the configuration. */
  readonly thresholds: Shape;
  /** Whether it fires when all conditions hold or when any does. */
  readonly needs: 'all' | 'any';
  /** The conditions of the rule. An unknown value never makes the rule fire. */
  conditions(seen: Seen, thresholds: ThresholdsOf<Shape>): readonly Condition[];
  /** The facts, which texts use only where the rule fires; an unknown number is 0. */
  facts(seen: Seen, thresholds: ThresholdsOf<Shape>): Facts;
}

export type ThresholdsOf<Shape extends z.ZodRawShape> = Readonly<z.infer<z.ZodObject<Shape>>>;

/** A rule over standings; a cycle proposes by such rules. */
export const standingRule = <const Name extends string, Shape extends z.ZodRawShape>(
  rule: Rule<Standing, Name, Shape>,
): Rule<Standing, Name, Shape> => rule;
