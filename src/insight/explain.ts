import { fires, type Insight, type InsightEngine, insightFor, type Question } from './engine.ts';
import { modelProbabilities } from './fill-up.ts';
import type { Condition } from './rule.ts';
import { INSIGHT_RULES } from './rules.ts';
import type { Kind } from './settings.ts';
import { situationOf } from './situation.ts';
import type { Snapshot } from './snapshot.ts';

/** What each rule made of a learner. */
export interface RuleExplanation {
  readonly rule: Kind;
  readonly enabled: boolean;
  readonly fired: boolean;
  /** Whether it fires when all conditions hold or when any does. */
  readonly needs: 'all' | 'any';
  readonly conditions: readonly Condition[];
  /** Whether its sentence with numbers may be said; else it names a goal. */
  readonly numbersMayBeSaid: boolean;
}

export interface Explanation extends Insight {
  readonly rules: readonly RuleExplanation[];
  readonly models: {
    /** From which a model proposes. */
    readonly fromProbability: number;
    /** Null where there is no model or it fails. */
    readonly resume: number | null;
    readonly event: number | null;
  };
}

/** The nudges for a learner, with every rule, whether it fired and why, and what the models say, asked or not. */
export function explained(snapshot: Snapshot, engine: InsightEngine, question: Question): Explanation {
  const { rules, fromProbability, fullAbsenceDays } = engine.settings.rulesets[question.ruleset];
  const situation = situationOf(snapshot, question.today, fullAbsenceDays);
  return {
    ...insightFor(snapshot, engine, question),
    rules: INSIGHT_RULES.map((rule) => {
      const conditions = rule.conditions(situation, rules);
      const { enabled } = rules[rule.name];
      return {
        rule: rule.name,
        enabled,
        fired: enabled && fires(rule, conditions),
        needs: rule.needs,
        conditions,
        numbersMayBeSaid: rule.isTrue(situation, engine.settings.proof),
      };
    }),
    models: { fromProbability, ...modelProbabilities(situation, engine.models) },
  };
}
