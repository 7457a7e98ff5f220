import type { LearnerId } from './learner.ts';
import type { Moment } from './moment.ts';
import type { PresentationId } from './presentation.ts';

/**
 * What happened, in the past tense.
 * - `registered`, `withdrew`, `finished`: the life of an enrolment (`finished` carries `attributes.result`)
 * - `interacted`: the learner used a piece of content (`interactions` times)
 * - `submitted`: an assessment was handed in (`scorePercent` once marked)
 * - `response_scored`: the learner spoke, and the response is scored (`attributes`); activity, but no click
 * - `nudge_delivered`, `nudge_opened`: what we did and how the learner reacted; never counted as activity
 */
export const LEARNER_VERBS = [
  'registered',
  'withdrew',
  'finished',
  'interacted',
  'submitted',
  'response_scored',
] as const;
export const VERBS = [...LEARNER_VERBS, 'nudge_delivered', 'nudge_opened'] as const;
export type Verb = (typeof VERBS)[number];

/** The verbs that make a learner active. */
export const ACTIVE_VERBS = ['interacted', 'response_scored'] as const satisfies readonly Verb[];

/** A greater score is a mistake, points taken for percent for example. */
export const MOST_SCORE_PERCENT = 999;

/**
 * A fact in the event log: immutable, and a repeated id means the same fact. Only a scored response is
 * replaced when it is scored again (docs/decisions/0021-scores-are-events.md).
 */
export interface ActivityEvent {
  /** Unique over all sources; a source derives it from the fact, so that repeating an import has no effect. */
  readonly id: string;
  readonly learnerId: LearnerId;
  readonly presentationId: PresentationId;
  readonly verb: Verb;
  readonly objectId: string;
  /** Kind of content, for example `quiz`, `forumng`, `oucontent`; else `assessment` or `presentation`. */
  readonly objectType: string;
  readonly occurredAt: Moment;
  /**
   * How exactly `occurredAt` is known. Where only the day is known, the fact is dated to the last second of that day,
   * because nobody could have known it earlier; its hour is never used.
   */
  readonly precision: 'day' | 'instant';
  /** How many interactions the fact stands for, at least 1. */
  readonly interactions: number;
  readonly durationSeconds: number | null;
  /** As it was sent: above 100 with extra credit, at most `MOST_SCORE_PERCENT`. */
  readonly scorePercent: number | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** Where it came from, for example `oulad` or `api`. */
  readonly source: string;
}
