import type { IndicatorUnit } from '../domain/indicator.ts';
import { change, counted, percent, rounding } from '../domain/phrase.ts';
import type { Effort, Known } from './effort.ts';

/** What an indicator is about. The reasons of a risk name each topic once; the calendar is the same for everybody. */
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
 * A quantity that describes an enrolment as of a moment.
 *
 * `sql` is a ClickHouse expression over the columns that features/sql/indicators.sql offers. With `over: 'days'` it
 * aggregates the learner's active days, where `age` is how many days ago a day was (1 is the last 24 hours). With
 * `over: 'enrolment'` it reads the data of the enrolment: its registration, its submissions, the calendar.
 * An expression sees only data from before the moment.
 */
export interface Indicator {
  readonly name: string;
  readonly unit: IndicatorUnit;
  readonly topic: Topic;
  /** Whether learners who stay have more or less of it; null where neither. */
  readonly better: 'more' | 'less' | null;
  /** How many days back it looks; null for everything so far. */
  readonly windowDays: number | null;
  readonly over: 'days' | 'enrolment';
  readonly sql: string;
  /** Whether there is also a column `<name>_pct`: the share of the course's enrolments with less at the same moment. */
  readonly relative: boolean;
  /** Whether the learner can still change it, so that advice may build on it. */
  readonly changeable: boolean;
  /**
   * Its value after an effort, computed from the values before it. This is the value that `sql` gives over a log with the
   * effort in it; where the values before do not determine it, a value that promises no more. Absent where an effort does
   * not change it.
   */
  readonly after?: (known: Known, effort: Effort) => number | null;
  /** The value in plain words, without a full stop; null where the value is unknown. */
  readonly sentence: (value: number | null) => string;
  /** A value in few words, as it follows a sentence in brackets after "typical:"; absent where `inUnit` says enough. */
  readonly typical?: (value: number) => string;
}

/** A value in few words, for readers who know from a sentence what is counted: `2 days`, `35%`, `none`. */
export const inShort = ({ typical, unit }: Indicator, value: number): string =>
  typical === undefined ? inUnit(value, unit) : typical(value);

function inUnit(value: number, unit: IndicatorUnit): string {
  if (unit === 'share') return percent(value);
  if (unit === 'percent') return `${rounding(value)}%`;
  if (unit === 'log2_ratio') return change(value);
  if (rounding(value) === '0') return 'none';
  return unit === 'days' ? counted(value, 'day') : rounding(value);
}

/** Name of an indicator's percentile within the course. */
export const percentileOf = (name: string): string => `${name}_pct`;
