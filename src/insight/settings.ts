import { z } from 'zod';
import { PRIORITIES } from '../domain/decision.ts';
import { oneOf, section, share, whole } from '../settings/fields.ts';
import { type Facts, textSchema } from '../settings/text.ts';
import { comeback } from './rules/comeback.ts';
import { event } from './rules/event.ts';
import { eventFomo } from './rules/event-fomo.ts';
import { project } from './rules/project.ts';
import { quiz } from './rules/quiz.ts';
import { resume } from './rules/resume.ts';
import { trendingEvent } from './rules/trending-event.ts';

const days = () => whole('days', 1, 365);
const people = (who: string) => whole(who, 1, 100_000);

/** When a rule fires, and how much its nudge matters. */
const rule = <Thresholds extends z.ZodRawShape>(thresholds: Thresholds) =>
  section({
    /** Whether it proposes anything. */
    enabled: z.boolean({ error: 'must be true or false' }).default(true),
    ...thresholds,
    priority: oneOf(PRIORITIES),
  });

const AVERAGE = { error: 'must be a number of projects from 0 to 1000' };

/** `rules` of a ruleset, by the name of the rule, which is also the kind of its nudge. */
const rulesSchema = section({
  resume: rule({
    /** Share of the peers with a résumé. */
    fromShare: share(),
  }),
  project: rule({
    /** Projects that the peers have on average. */
    fromAverage: z.number(AVERAGE).min(0, AVERAGE).max(1000, AVERAGE),
  }),
  quiz: rule({
    /** Days since the last quiz. */
    afterDays: days(),
    /** Whether who never took one is invited, too. */
    orNever: z.boolean({ error: 'must be true or false' }),
  }),
  event: rule({
    /** Buddies who go to events. */
    buddies: people('buddies'),
    /** Peers who go to one event. */
    peers: people('peers'),
  }),
  event_fomo: rule({
    /** FOMO score. */
    fromScore: share(),
    /** Buddies who go to events. */
    buddies: people('buddies'),
    /** Days since the last event. */
    afterDays: days(),
  }),
  trending_event: rule({
    /** Peers who go to one event. */
    peers: people('peers'),
  }),
  comeback: rule({
    /** Days without a sign of the learner. */
    afterDays: days(),
  }),
});

const rulesetSchema = section({
  /** Days without an event that count in full in the FOMO score. */
  fullAbsenceDays: days(),
  /** Probability from which a model proposes a nudge where the rules leave places free. */
  fromProbability: share(),
  rules: rulesSchema,
});

/** What a kind of nudge says: with numbers where they are true, else with a goal. */
const words = (example: Facts) => {
  const text = textSchema(example);
  return section({ numbers: text, goal: text, action: text });
};

const textsSchema = section({
  resume: words(resume.example),
  project: words(project.example),
  quiz: words(quiz.example),
  event: words(event.example),
  event_fomo: words(eventFomo.example),
  trending_event: words(trendingEvent.example),
  comeback: words(comeback.example),
});

const ZONE = { error: 'must be the name of a time zone, for example Asia/Kolkata' };

/** What of `insight` can be changed while the server runs (see cycle/settings-in-service.ts). */
const tunable = {
  /** When a sentence may name numbers about peers (see social-proof.ts). */
  proof: section({ minimumCohort: people('learners'), encouragingShare: share() }),
  rulesets: section({ flat: rulesetSchema, nested: rulesetSchema, union: rulesetSchema }),
  texts: section({ en: textsSchema, de: textsSchema }),
};
export const tunableInsightSchema = section(tunable);

/** `insight` in the configuration file. */
export const insightSchema = section({
  /** The zone whose calendar tells what day it is for the platforms that send snapshots. */
  timeZone: z.string(ZONE).refine(isTimeZone, ZONE),
  ...tunable,
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export type InsightSettings = Readonly<z.infer<typeof insightSchema>>;
export type Ruleset = Readonly<z.infer<typeof rulesetSchema>>;
export type RulesetName = keyof InsightSettings['rulesets'];
export type InsightRules = Readonly<z.infer<typeof rulesSchema>>;
/** What a nudge is about. */
export type Kind = keyof InsightRules;
export type InsightTexts = Readonly<z.infer<typeof textsSchema>>;
export type Language = keyof InsightSettings['texts'];
