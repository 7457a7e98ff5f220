import { PRIORITIES, type Priority } from '../domain/decision.ts';
import type { Facts } from '../settings/text.ts';
import type { Condition } from './condition.ts';
import type { Rule } from './rule.ts';

/** The part of a rule's settings that the engine reads; the rule itself reads the thresholds beside it. */
type Firing = {
  readonly enabled: boolean;
  readonly priority: Priority;
  readonly [threshold: string]: unknown;
};

type SettingsFor<Proposing extends Rule<never>> = Readonly<Record<Proposing['name'], Firing>>;

type ConditionOf<Proposing extends Rule<never>> = ReturnType<Proposing['conditions']>[number];

/** A condition that held. */
export interface Reason<Judged extends Condition> {
  readonly fact: string;
  readonly value: number | null;
  readonly wanted: Judged['wanted'];
  readonly threshold: number;
}

/** A rule that fired, with the conditions that held and what it found. */
export interface Proposal<Proposing extends Rule<never>> {
  readonly rule: Proposing;
  readonly priority: Priority;
  readonly reasons: readonly Reason<ConditionOf<Proposing>>[];
  readonly facts: Facts;
}

/** The proposals of all rules that are switched on, in the order of the rules. */
export function propose<Seen, Proposing extends Rule<Seen>>(
  rules: readonly Proposing[],
  seen: Seen,
  settings: SettingsFor<Proposing>,
): Proposal<Proposing>[] {
  const proposals: Proposal<Proposing>[] = [];
  for (const rule of rules) {
    const own = settings[rule.name as Proposing['name']];
    if (!own.enabled) continue;
    const conditions = conditionsOf(rule, seen, own);
    if (!fires(rule, conditions)) continue;
    proposals.push({
      rule,
      priority: own.priority,
      reasons: conditions.filter(({ holds }) => holds).map(reasonOf),
      facts: rule.facts(seen, own),
    });
  }
  return proposals;
}

/** How a rule judged what it saw. */
export interface RuleExplanation<Proposing extends Rule<never>> {
  readonly rule: Proposing['name'];
  readonly enabled: boolean;
  readonly fired: boolean;
  /** Whether it fires when all conditions hold or when any does. */
  readonly needs: 'all' | 'any';
  readonly conditions: readonly ConditionOf<Proposing>[];
}

/** Why a rule fired, or why it did not: each condition with its value and its threshold. */
export function explainRule<Seen, Proposing extends Rule<Seen>>(
  rule: Proposing,
  seen: Seen,
  settings: SettingsFor<Proposing>,
): RuleExplanation<Proposing> {
  const own = settings[rule.name as Proposing['name']];
  const conditions = conditionsOf(rule, seen, own);
  return {
    rule: rule.name,
    enabled: own.enabled,
    fired: own.enabled && fires(rule, conditions),
    needs: rule.needs,
    conditions,
  };
}

/** The type of a list of rules no longer says which conditions each rule makes; the values are still the rule's own. */
const conditionsOf = <Seen, Proposing extends Rule<Seen>>(
  rule: Proposing,
  seen: Seen,
  own: Firing,
): readonly ConditionOf<Proposing>[] => rule.conditions(seen, own) as readonly ConditionOf<Proposing>[];

const fires = ({ needs }: Pick<Rule<never>, 'needs'>, conditions: readonly Condition[]): boolean =>
  needs === 'all' ? conditions.every(({ holds }) => holds) : conditions.some(({ holds }) => holds);

/** Copies field by field: copying the rest of an object takes longer than all rules together. */
const reasonOf = <Judged extends Condition>({ fact, value, wanted, threshold }: Judged): Reason<Judged> => ({
  fact,
  value,
  wanted,
  threshold,
});

/** Sorts by priority; within a priority the order stays. */
export const ranked = <Ranked extends { readonly priority: Priority }>(
  proposals: readonly Ranked[],
): Ranked[] => proposals.toSorted((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority));

/** Keeps one for each slot: the first of several alternatives. */
export function onePerSlot<Proposed>(
  proposals: readonly Proposed[],
  areAlternatives: (one: Proposed, other: Proposed) => boolean,
): Proposed[] {
  const chosen: Proposed[] = [];
  for (const proposal of proposals)
    if (!chosen.some((other) => areAlternatives(proposal, other))) chosen.push(proposal);
  return chosen;
}
