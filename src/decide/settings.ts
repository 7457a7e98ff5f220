import { z } from 'zod';
import { PRIORITIES, RECIPIENTS } from '../domain/decision.ts';
import { days, oneOf, section, share, whole } from '../settings/fields.ts';
import { textSchema } from '../settings/text.ts';
import { ruleSections } from './rule-sections.ts';
import { RULES } from './rules.ts';

const NAME = { error: 'must be a name of small letters, digits and _, for example reconnect' };

/** Facts that every text may name in addition to the facts of its rule. */
export const COMMON_EXAMPLE = { course: 'BBB', learner: '11391' };

/** `rules` in the configuration file, by the name of the rule. */
export const rulesSchema = ruleSections(RULES, ({ example }) => {
  const text = textSchema({ ...COMMON_EXAMPLE, ...example });
  return {
    /** The intervention. Rules that propose the same intervention are alternatives: the first in rank is kept. */
    intervention: z.string(NAME).regex(/^[a-z][a-z0-9_]*$/, NAME),
    recipient: oneOf(RECIPIENTS),
    priority: oneOf(PRIORITIES),
    title: text,
    body: text,
    /** What a coach could do. */
    action: text,
  };
});

const TIME = { error: 'must be a time of day from 00:00 to 23:59, for example 21:00' };
const timeOfDay = () => z.string(TIME).regex(/^([01]\d|2[0-3]):[0-5]\d$/, TIME);

const SALT = { error: 'must be a text of at least one character' };

/** `guards` in the configuration file. */
export const guardsSchema = section({
  /** The lowest risk, 0 to 1, at which a learner gets nudges. */
  minimumRisk: share(),
  /** Days, counted by date, before the same intervention may be repeated for a learner. */
  cooldownDays: days(),
  /** Nudges a learner may get in 7 days. */
  maxPerWeek: whole('nudges', 1, 21),
  /** Interventions for a learner in a cycle, including calls by a coach. */
  maxPerCycle: whole('interventions', 1, 3),
  /** Hours on the learner's clock; they may reach over midnight. Null means no quiet hours. */
  quietHours: section({ from: timeOfDay(), to: timeOfDay() })
    .refine(({ from, to }) => from !== to, {
      error: 'must have two different times; null means no quiet hours',
    })
    .nullable(),
  holdout: section({
    /** Share of all learners; 0 means no holdout. */
    share: share(),
    /** A different salt draws a different holdout. */
    salt: z.string(SALT).min(1, SALT),
  }),
});

export type RuleSettings = Readonly<z.infer<typeof rulesSchema>>;
export type GuardSettings = Readonly<z.infer<typeof guardsSchema>>;

/** The part of the configuration that decisions use. */
export interface DecideSettings {
  readonly rules: RuleSettings;
  readonly guards: GuardSettings;
}
