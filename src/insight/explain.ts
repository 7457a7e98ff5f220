import { explainRule, type RuleExplanation } from '../decide/propose.ts';
import { type Insight, type InsightEngine, insightFor, type Question } from './engine.ts';
import { modelProbabilities } from './fill-up.ts';
import type { InsightRule } from './rule.ts';
import { INSIGHT_RULES, type Kind } from './rules.ts';
import { situationOf } from './situation.ts';
import type { Snapshot } from './snapshot.ts';

/** What each rule made of a learner. */
export interface NudgeRuleExplanation extends RuleExplanation<InsightRule<Kind>> {
  /** Whether its sentence with numbers may be said; else it names a goal. */
  readonly numbersMayBeSaid: boolean;
}

export interface Explanation extends Insight {
  readonly rules: readonly NudgeRuleExplanation[];
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
    rules: INSIGHT_RULES.map((rule) => ({
      ...explainRule(rule, situation, rules),
      numbersMayBeSaid: rule.isTrue(situation, engine.settings.proof),
    })),
    models: { fromProbability, ...modelProbabilities(situation, engine.models) },
  };
}
