import { explainRule, type RuleExplanation } from '../decide/propose.ts';
import { type Insight, type InsightEngine, insightFor, type Question } from './engine.ts';
import { modelProbabilities } from './fill-up.ts';
import type { InsightRule } from './rule.ts';
import { INSIGHT_RULES, type Kind } from './rules.ts';
import { situationOf } from './situation.ts';
import type { Snapshot } from './snapshot.ts';

/** How a rule judged a learner. */
export interface NudgeRuleExplanation extends RuleExplanation<InsightRule<Kind>> {
  /** Whether the text may name numbers; otherwise it names a goal. */
  readonly numbersMayBeSaid: boolean;
}

export interface Explanation extends Insight {
  readonly rules: readonly NudgeRuleExplanation[];
  readonly models: {
    /** The probability from which a model proposes a nudge. */
    readonly fromProbability: number;
    /** Null where there is no model or the model fails. */
    readonly resume: number | null;
    readonly event: number | null;
  };
}

/** The nudges for a learner, with every rule, whether it fired and why, and the models' probabilities, used or not. */
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
