import { PRIORITIES, type Priority } from '../domain/decision.ts';
import type { Facts } from '../settings/text.ts';
import type { Condition } from './condition.ts';
import type { Rule } from './rule.ts';

/** What the engine reads of a rule's settings; the thresholds beside it are the rule's. */
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

/** What every rule that is switched on proposes, in the order of the rules. */
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

/** What a rule made of what it saw. */
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

/** A list of rules has lost which conditions each of them makes; they are the rule's own all the same. */
const conditionsOf = <Seen, Proposing extends Rule<Seen>>(
  rule: Proposing,
  seen: Seen,
  own: Firing,
): readonly ConditionOf<Proposing>[] => rule.conditions(seen, own) as readonly ConditionOf<Proposing>[];

const fires = ({ needs }: Pick<Rule<never>, 'needs'>, conditions: readonly Condition[]): boolean =>
  needs === 'all' ? conditions.every(({ holds }) => holds) : conditions.some(({ holds }) => holds);

/** Field by field: copying the rest of an object takes longer than all rules together. */
const reasonOf = <Judged extends Condition>({ fact, value, wanted, threshold }: Judged): Reason<Judged> => ({
  fact,
  value,
  wanted,
  threshold,
});

/** By priority; within one the order stays. */
export const ranked = <Ranked extends { readonly priority: Priority }>(
  proposals: readonly Ranked[],
): Ranked[] => proposals.toSorted((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority));

/** One a slot: of alternatives the first speaks for all. */
export function onePerSlot<Proposed>(
  proposals: readonly Proposed[],
  areAlternatives: (one: Proposed, other: Proposed) => boolean,
): Proposed[] {
  const chosen: Proposed[] = [];
  for (const proposal of proposals)
    if (!chosen.some((other) => areAlternatives(proposal, other))) chosen.push(proposal);
  return chosen;
}
