import type { IndicatorUnit } from '../domain/indicator.ts';
import type { Effort, Known } from './effort.ts';

/** What an indicator is about. A risk's reasons name each topic once; the calendar is the same for everybody. */
export const TOPICS = [
  'volume',
  'recency',
  'regularity',
  'trend',
  'breadth',
  'content',
  'preparation',
  'assessments',
  'scores',
  'background',
  'calendar',
] as const;
export type Topic = (typeof TOPICS)[number];

/**
 * One thing that is known of an enrolment as of a moment.
 *
 * `sql` is a ClickHouse expression over the columns that features/sql/indicators.sql offers. With `over: 'days'` it
 * aggregates the learner's active days, where `age` is how many days ago a day was (1 is the last 24 hours). With
 * `over: 'enrolment'` it reads what was gathered of the enrolment: its registration, its submissions, the calendar.
 * Nothing an expression can see is from the moment or later.
 */
export interface Indicator {
  readonly name: string;
  readonly unit: IndicatorUnit;
  readonly topic: Topic;
  /** Whether more or less of it is what learners who stay have; null where neither. */
  readonly better: 'more' | 'less' | null;
  /** Days back that count; null for everything so far. */
  readonly windowDays: number | null;
  readonly over: 'days' | 'enrolment';
  readonly sql: string;
  /** Also given as `<name>_pct`: the share of the course's enrolments at the same moment that have less. */
  readonly relative: boolean;
  /** The learner can still change it, so advice may build on it. */
  readonly changeable: boolean;
  /**
   * Its value after an effort, from the values before it: the same that `sql` gives over a log with the effort in it, or,
   * where that hangs on what the values do not tell, one that promises no more. Absent where an effort leaves it as it is.
   */
  readonly after?: (known: Known, effort: Effort) => number | null;
  /** The value in plain words, without a full stop; null where the value is unknown. */
  readonly sentence: (value: number | null) => string;
}

/** Name of an indicator's percentile within the course. */
export const percentileOf = (name: string): string => `${name}_pct`;
