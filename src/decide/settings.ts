import { z } from 'zod';
import { PRIORITIES, RECIPIENTS } from '../domain/decision.ts';
import { BANDS } from '../domain/risk.ts';
import { oneOf, section, share, whole } from '../settings/fields.ts';
import { type Facts, textSchema } from '../settings/text.ts';
import { comingDeadline } from './rules/coming-deadline.ts';
import { fallingActivity } from './rules/falling-activity.ts';
import { inactivity } from './rules/inactivity.ts';
import { missedAssessment } from './rules/missed-assessment.ts';
import { neverStarted } from './rules/never-started.ts';
import { risk } from './rules/risk.ts';

const days = () => whole('days', 1, 365);

const NAME = { error: 'must be a name of small letters, digits and _, for example reconnect' };

/** Facts that every text may name beside those of its rule. */
export const COMMON_EXAMPLE = { course: 'BBB', learner: '11391' };

/** When a rule fires, and what it then proposes. */
const rule = <Thresholds extends z.ZodRawShape>(thresholds: Thresholds, example: Facts) => {
  const text = textSchema({ ...COMMON_EXAMPLE, ...example });
  return section({
    /** Whether it proposes anything. */
    enabled: z.boolean({ error: 'must be true or false' }).default(true),
    ...thresholds,
    /** What is done. Rules that propose the same are alternatives: the first in rank speaks. */
    intervention: z.string(NAME).regex(/^[a-z][a-z0-9_]*$/, NAME),
    recipient: oneOf(RECIPIENTS),
    priority: oneOf(PRIORITIES),
    title: text,
    body: text,
    /** What a coach could do about it. */
    action: text,
  });
};

/** `rules` in the configuration file, by the name of the rule. */
export const rulesSchema = section({
  risk: rule(
    {
      /** The lowest band that asks for it. */
      fromBand: oneOf(BANDS),
      /** Days of the course without a sign of the learner after which a call comes too late. */
      silentAtMostDays: days(),
    },
    risk.example,
  ),
  coming_deadline: rule(
    {
      /** Days to the deadline, 0 being the day itself. */
      withinDays: days(),
      /** Days without activity; who is at work needs no reminder. */
      inactiveDays: days(),
    },
    comingDeadline.example,
  ),
  missed_assessment: rule(
    {
      /** Days since the deadline. */
      withinDays: days(),
    },
    missedAssessment.example,
  ),
  never_started: rule(
    {
      /** Days since the course began, or since the learner registered if that was later. */
      afterDays: days(),
      /** After so many days it no longer fires. */
      untilDays: days(),
    },
    neverStarted.example,
  ),
  inactivity: rule(
    {
      /** Days without activity. */
      afterDays: days(),
      /** After so many days it no longer fires. */
      untilDays: days(),
    },
    inactivity.example,
  ),
  falling_activity: rule(
    {
      /** Share of the clicks of the 14 days before that the last 14 days must stay below. */
      belowShare: share(),
      /** Clicks in the 14 days before; fewer say nothing about a habit. */
      minimumClicksBefore: whole('clicks', 1, 1_000_000),
    },
    fallingActivity.example,
  ),
});

const TIME = { error: 'must be a time of day from 00:00 to 23:59, for example 21:00' };
const timeOfDay = () => z.string(TIME).regex(/^([01]\d|2[0-3]):[0-5]\d$/, TIME);

const SALT = { error: 'must be a text of at least one character' };

/** `guards` in the configuration file. */
export const guardsSchema = section({
  /** The least risk, 0 to 1, of a learner who gets nudges. */
  minimumRisk: share(),
  /** Days, counted by the date, before the same intervention may be repeated for a learner. */
  cooldownDays: days(),
  /** Nudges a learner may get in 7 days. */
  maxPerWeek: whole('nudges', 1, 21),
  /** Interventions a learner and cycle, calls by a coach included. */
  maxPerCycle: whole('interventions', 1, 3),
  /** On the learner's clock; may reach over midnight. Null for none. */
  quietHours: section({ from: timeOfDay(), to: timeOfDay() })
    .refine(({ from, to }) => from !== to, {
      error: 'must have two different times; null means no quiet hours',
    })
    .nullable(),
  holdout: section({
    /** Of all learners; 0 for none. */
    share: share(),
    /** Another salt draws another holdout. */
    salt: z.string(SALT).min(1, SALT),
  }),
});

export type RuleSettings = Readonly<z.infer<typeof rulesSchema>>;
export type GuardSettings = Readonly<z.infer<typeof guardsSchema>>;

/** The stage's part of the configuration. */
export interface DecideSettings {
  readonly rules: RuleSettings;
  readonly guards: GuardSettings;
}
