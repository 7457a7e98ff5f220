import { onePerSlot, type Proposal, propose, ranked } from '../decide/propose.ts';
import type { CalendarDate } from '../domain/moment.ts';
import { modelProposals } from './fill-up.ts';
import type { Fomo } from './fomo.ts';
import type { NudgeModels } from './models.ts';
import type { Nudge } from './nudge.ts';
import type { NudgeProposal } from './proposal.ts';
import type { InsightRule } from './rule.ts';
import { INSIGHT_RULES, type Kind } from './rules.ts';
import type { InsightSettings, Language, RulesetName } from './settings.ts';
import { type Situation, situationOf } from './situation.ts';
import type { Snapshot } from './snapshot.ts';

/** The greatest number of nudges that a learner gets at once. */
const MOST = 3;

export interface InsightEngine {
  readonly settings: InsightSettings;
  readonly models: NudgeModels;
}

/** How to answer for a learner. */
export interface Question {
  readonly ruleset: RulesetName;
  /** Nudges of one place are alternatives: only the first in rank is kept. */
  readonly placeOf: (kind: Kind) => string;
  readonly language: Language;
  readonly today: CalendarDate;
}

/** The answer to a snapshot. */
export interface Insight {
  readonly nudges: readonly Nudge[];
  readonly fomo: Fomo;
}

/** At most three nudges for a learner, the best first, one for each place: rules propose, and models fill free places. */
export function insightFor(snapshot: Snapshot, engine: InsightEngine, question: Question): Insight {
  const ruleset = engine.settings.rulesets[question.ruleset];
  const situation = situationOf(snapshot, question.today, ruleset.fullAbsenceDays);
  const proposed = propose(INSIGHT_RULES, situation, ruleset.rules).map(byRule);
  const byRules = onePerSlot(ranked(proposed), alternatives(question));
  const byAll = byRules.length < MOST ? filledUp(byRules, situation, engine, question) : byRules;
  const nudges = byAll
    .slice(0, MOST)
    .map((proposal, index) => inWords(proposal, index + 1, situation, engine, question));
  return { nudges, fomo: situation.fomo };
}

/** Copies field by field: copying the rest of an object takes longer than all rules together. */
const byRule = ({ rule, priority, reasons, facts }: Proposal<InsightRule<Kind>>): NudgeProposal => ({
  rule,
  priority,
  source: 'rule',
  probability: null,
  reasons,
  facts,
});

/** Keeps the rules' proposals; models fill the places that are left and are not asked about taken places. */
function filledUp(
  byRules: readonly NudgeProposal[],
  situation: Situation,
  { models, settings }: InsightEngine,
  question: Question,
): readonly NudgeProposal[] {
  const { placeOf } = question;
  const isFree = ({ name }: InsightRule<Kind>) =>
    byRules.every(({ rule }) => placeOf(rule.name) !== placeOf(name));
  const proposals = modelProposals(situation, settings.rulesets[question.ruleset], models, isFree);
  if (proposals.length === 0) return byRules;
  return ranked(onePerSlot([...byRules, ...ranked(proposals)], alternatives(question)).slice(0, MOST));
}

/** Nudges of one place are alternatives, and so are nudges about one event: two invitations to it would say the same. */
const alternatives =
  ({ placeOf }: Question) =>
  (one: NudgeProposal, other: NudgeProposal): boolean =>
    placeOf(one.rule.name) === placeOf(other.rule.name) ||
    (one.facts.event !== undefined && one.facts.event === other.facts.event);

/** Copies field by field, as above. */
function inWords(
  { rule, priority, source, probability, reasons, facts }: NudgeProposal,
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
