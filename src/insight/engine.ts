import { PRIORITIES, type Priority } from '../domain/decision.ts';
import type { CalendarDate } from '../domain/moment.ts';
import type { Facts } from '../settings/text.ts';
import { modelProposals } from './fill-up.ts';
import type { Fomo } from './fomo.ts';
import type { NudgeModels } from './models.ts';
import type { Nudge, Reason } from './nudge.ts';
import type { Condition, Rule } from './rule.ts';
import { INSIGHT_RULES } from './rules.ts';
import type { InsightSettings, Kind, Language, Ruleset, RulesetName } from './settings.ts';
import { type Situation, situationOf } from './situation.ts';
import type { Snapshot } from './snapshot.ts';

/** Nudges a learner gets at once. */
const MOST = 3;

export interface InsightEngine {
  readonly settings: InsightSettings;
  readonly models: NudgeModels;
}

/** How a learner is looked at. */
export interface Question {
  readonly ruleset: RulesetName;
  /** Nudges of one place are alternatives: the first in rank speaks. */
  readonly placeOf: (kind: Kind) => string;
  readonly language: Language;
  readonly today: CalendarDate;
}

/** What is proposed, before words. */
export interface Proposal {
  readonly rule: Rule;
  readonly priority: Priority;
  readonly source: Nudge['source'];
  readonly probability: number | null;
  readonly reasons: readonly Reason[];
  readonly facts: Facts;
}

/** What comes out of a snapshot. */
export interface Insight {
  readonly nudges: readonly Nudge[];
  readonly fomo: Fomo;
}

/** At most three nudges for a learner: rules propose, models fill up, one a place, in true words, best first. */
export function insightFor(snapshot: Snapshot, engine: InsightEngine, question: Question): Insight {
  const ruleset = engine.settings.rulesets[question.ruleset];
  const situation = situationOf(snapshot, question.today, ruleset.fullAbsenceDays);
  const byRules = onePerPlace(ranked(ruleProposals(situation, ruleset)), question);
  const byAll = byRules.length < MOST ? filledUp(byRules, situation, engine, question) : byRules;
  const nudges = byAll
    .slice(0, MOST)
    .map((proposal, index) => inWords(proposal, index + 1, situation, engine, question));
  return { nudges, fomo: situation.fomo };
}

function ruleProposals(situation: Situation, { rules }: Ruleset): Proposal[] {
  const proposals: Proposal[] = [];
  for (const rule of INSIGHT_RULES) {
    if (!rules[rule.name].enabled) continue;
    const conditions = rule.conditions(situation, rules);
    if (!fires(rule, conditions)) continue;
    const { priority } = rules[rule.name];
    const reasons = conditions.filter(({ holds }) => holds).map(reasonOf);
    proposals.push({
      rule,
      priority,
      source: 'rule',
      probability: null,
      reasons,
      facts: rule.facts(situation),
    });
  }
  return proposals;
}

export const fires = ({ needs }: Rule, conditions: readonly Condition[]): boolean =>
  needs === 'all' ? conditions.every(({ holds }) => holds) : conditions.some(({ holds }) => holds);

const reasonOf = ({ fact, value, wanted, threshold }: Condition): Reason => ({
  fact,
  value,
  wanted,
  threshold,
});

/** What rules propose stays; models take what places are left, and are not asked for others. */
function filledUp(
  byRules: readonly Proposal[],
  situation: Situation,
  { models, settings }: InsightEngine,
  question: Question,
): readonly Proposal[] {
  const { placeOf } = question;
  const isFree = ({ name }: Rule) => byRules.every(({ rule }) => placeOf(rule.name) !== placeOf(name));
  const proposals = modelProposals(situation, settings.rulesets[question.ruleset], models, isFree);
  if (proposals.length === 0) return byRules;
  return ranked(onePerPlace([...byRules, ...ranked(proposals)], question).slice(0, MOST));
}

/** By priority; within one the order of the rules stays. */
const ranked = (proposals: readonly Proposal[]): Proposal[] =>
  proposals.toSorted((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority));

/** One nudge a place, and one an event: two that invite to the same would say the same. */
function onePerPlace(proposals: readonly Proposal[], question: Question): Proposal[] {
  const chosen: Proposal[] = [];
  for (const proposal of proposals)
    if (!chosen.some((other) => areAlternatives(proposal, other, question))) chosen.push(proposal);
  return chosen;
}

const areAlternatives = (one: Proposal, other: Proposal, { placeOf }: Question): boolean =>
  placeOf(one.rule.name) === placeOf(other.rule.name) ||
  (one.facts.event !== undefined && one.facts.event === other.facts.event);

/** Field by field: copying the rest of an object takes longer than all rules together. */
function inWords(
  { rule, priority, source, probability, reasons, facts }: Proposal,
  rank: number,
  situation: Situation,
  { settings }: InsightEngine,
  { language }: Question,
): Nudge {
  const { numbers, goal, action } = settings.texts[language][rule.name];
  const title = rule.isTrue(situation, settings.proof) ? numbers : goal;
  return {
    kind: rule.name,
    rank,
    priority,
    source,
    probability,
    title: title(facts),
    action: action(facts),
    reasons,
    facts,
  };
}
