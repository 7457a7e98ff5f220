import { z } from 'zod';
import { byRule, ruleSections } from '../decide/rule-sections.ts';
import { PRIORITIES } from '../domain/decision.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import { days, oneOf, people, section, share } from '../settings/fields.ts';
import { textSchema } from '../settings/text.ts';
import { CONFIGURED_RULES } from './rules.ts';

/** `rules` of a ruleset, by the name of the rule, which is also the kind of its nudge. */
const rulesSchema = ruleSections(CONFIGURED_RULES, () => ({ priority: oneOf(PRIORITIES) }));

const rulesetSchema = section({
  /** Days without an event that count in full in the FOMO score. */
  fullAbsenceDays: days(),
  /** Probability from which a model proposes a nudge where the rules leave places free. */
  fromProbability: share(),
  rules: rulesSchema,
});

/** The texts of each kind of nudge: with numbers where they may be named, otherwise with a goal. */
const textsSchema = byRule(CONFIGURED_RULES, ({ example }) => {
  const text = textSchema(example);
  return section({ numbers: text, goal: text, action: text });
});

const ZONE = { error: 'must be the name of a time zone, for example Asia/Kolkata' };

/** The part of `insight` that can change while the server runs (see cycle/settings-in-service.ts). */
const changeable = {
  /** When a text may name numbers about peers (see social-proof.ts). */
  proof: section({ minimumCohort: people('learners'), encouragingShare: share() }),
  rulesets: section({ flat: rulesetSchema, nested: rulesetSchema, union: rulesetSchema }),
  texts: section({ en: textsSchema, de: textsSchema }),
};
export const changeableInsightSchema = section(changeable);

/** `insight` in the configuration file. */
export const insightSchema = section({
  /** The zone whose calendar decides what day it is for the platforms that send snapshots. */
  timeZone: z.string(ZONE).refine(isTimeZone, ZONE),
  ...changeable,
});

export type InsightSettings = Readonly<z.infer<typeof insightSchema>>;
export type Ruleset = Readonly<z.infer<typeof rulesetSchema>>;
export type RulesetName = keyof InsightSettings['rulesets'];
export type Language = keyof InsightSettings['texts'];
