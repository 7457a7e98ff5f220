import type { Reason } from '../domain/risk.ts';
import { type Indicator, inShort, percentileOf, type Topic } from '../features/indicator.ts';
import { INDICATORS } from '../features/indicators.ts';
import type { MedianRange } from '../model/registry/reference.ts';

/** Finds the strongest reasons of one row; all arrays are in the order of the columns that the finder was made for. */
export type ReasonFinder = (
  /** The learner's own values; NaN where unknown. */
  values: Float64Array,
  /** Each column's contribution to the log-odds. */
  parts: Float64Array,
  typical: TypicalValues,
  /** The most reasons to give. */
  limit: number,
) => Reasons;

/** What a value is compared with, by column. */
export interface TypicalValues {
  /** The course's medians at the same moment; NaN where unknown. */
  readonly course: Float64Array;
  /** Where the medians lie of what the model has learnt from, at the same stage of a course; null where unknown. */
  readonly learnt: readonly (MedianRange | null)[];
}

/** The reasons of a risk; the strongest first, each from another topic. */
export interface Reasons {
  /** What raises the risk. */
  readonly reasons: readonly Reason[];
  /** What speaks for the learner: it lowers the risk. */
  readonly favours: readonly Reason[];
}

/** Weaker parts of the log-odds move a risk by about a percentage point or less, which is no reason. */
const WEAKEST = 0.05;

/** What speaks for a learner is said briefly: the list is about learners who need help. */
const MOST_FAVOURS = 3;

/**
 * A finder of the strongest reasons of a risk: at most one for each topic, what raises it apart from what lowers it.
 *
 * The indicators of one topic say nearly the same and share the topic's weight, some with the opposite sign. So the
 * finder adds up their contributions by topic, and gives one indicator as the reason: the one with the largest
 * contribution whose value differs from what is typical in the direction that the sum points to. Typical is what the
 * course has; where the whole course shares the value, what the courses had that the model has learnt from. A topic
 * without such an indicator gives no reason. Nor does the calendar, which is the same for the whole course.
 */
export function reasonFinder(columns: readonly string[]): ReasonFinder {
  const topics = [...Map.groupBy(sourcesIn(columns), (source) => source.indicator.topic).values()];
  return (values, parts, typical, limit) => {
    const found = topics
      .flatMap((sources) => topicReason(sources.map((source) => candidateOf(source, values, parts, typical))))
      .filter(({ contribution }) => Math.abs(contribution) >= WEAKEST)
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
    return {
      reasons: found.filter(raises).slice(0, limit),
      favours: found.filter((reason) => !raises(reason)).slice(0, MOST_FAVOURS),
    };
  };
}

/** Whether a reason raises the risk; otherwise it speaks for the learner. */
export const raises = ({ contribution }: Pick<Reason, 'contribution'>): boolean => contribution > 0;

/** The positions of an indicator's value and of its percentile among the columns; -1 for a column that is missing. */
interface Source {
  readonly indicator: Indicator;
  readonly own: number;
  readonly percentile: number;
}

const sourcesIn = (columns: readonly string[]): Source[] =>
  INDICATORS.filter((indicator) => indicator.topic !== 'calendar').map((indicator) => ({
    indicator,
    own: columns.indexOf(indicator.name),
    percentile: columns.indexOf(percentileOf(indicator.name)),
  }));

/**
 * An indicator that could be shown as the reason of its topic. Its part, the contribution to the log-odds, includes its
 * percentile's.
 */
interface Candidate {
  readonly indicator: Indicator;
  readonly value: number | null;
  readonly median: number | null;
  /** Null where unknown, and where other courses are no measure for this one. */
  readonly learnt: MedianRange | null;
  readonly part: number;
}

const candidateOf = (
  { indicator, own, percentile }: Source,
  values: Float64Array,
  parts: Float64Array,
  { course, learnt }: TypicalValues,
): Candidate => ({
  indicator,
  value: known(values[own]),
  median: known(course[own]),
  learnt: isAlikeEverywhere(indicator) ? (learnt[own] ?? null) : null,
  part: (parts[own] ?? 0) + (parts[percentile] ?? 0),
});

/** Topics that mean the same in every course; the others depend on what a course offers and whom it enrols. */
const TOPICS_EVERYWHERE: ReadonlySet<Topic> = new Set([
  'volume',
  'recency',
  'regularity',
  'trend',
  'assessments',
  'scores',
]);

/** Of these topics, what depends on how a platform counts and on how much work a course has set by then. */
const OF_ITS_COURSE: ReadonlySet<string> = new Set([
  'assessments_submitted',
  'assessments_ahead_submitted',
  'days_since_last_submission',
]);

const isAlikeEverywhere = ({ name, topic, unit }: Indicator): boolean =>
  TOPICS_EVERYWHERE.has(topic) && unit !== 'clicks' && !OF_ITS_COURSE.has(name);

function topicReason(candidates: readonly Candidate[]): Reason[] {
  const contribution = candidates.reduce((sum, { part }) => sum + part, 0);
  let chosen: { readonly candidate: Candidate; readonly comparison: Comparison } | null = null;
  for (const candidate of candidates) {
    const comparison = comparisonOf(candidate, contribution);
    if (
      comparison !== null &&
      Math.sign(candidate.part) * Math.sign(contribution) > 0 &&
      (chosen === null || isPreferred(candidate, chosen.candidate))
    )
      chosen = { candidate, comparison };
  }
  return chosen === null ? [] : [inWords(chosen.candidate, chosen.comparison, contribution)];
}

/**
 * People understand a count of days or clicks better than a ratio; between two of a kind, the larger part is preferred.
 */
function isPreferred(candidate: Candidate, other: Candidate): boolean {
  const plain = isPlain(candidate.indicator);
  if (plain !== isPlain(other.indicator)) return plain;
  return Math.abs(candidate.part) > Math.abs(other.part);
}

const isPlain = ({ unit }: Indicator): boolean =>
  unit !== 'ratio' && unit !== 'log2_ratio' && unit !== 'bits';

/** What a value stands out from. */
interface Comparison {
  readonly course: number;
  /** The value nearest to the learner's at which the median may lie; null where the course is enough. */
  readonly learnt: number | null;
}

/**
 * What a value stands out from, so that a reader would believe it as a reason for a contribution of that sign; null where
 * it stands out from nothing. An unknown value means absence, which can only raise a risk.
 */
function comparisonOf(candidate: Candidate, contribution: number): Comparison | null {
  const { indicator, value, median, learnt } = candidate;
  if (indicator.better === null || median === null) return null;
  const course = { course: median, learnt: null };
  // What nobody recorded about a learner's background is no absence.
  if (value === null) return contribution > 0 && indicator.topic !== 'background' ? course : null;
  if (standsOut(indicator, value, median, contribution)) return course;
  if (learnt === null) return null;
  const nearest = Math.min(Math.max(value, learnt.low), learnt.high);
  return standsOut(indicator, value, nearest, contribution) ? { course: median, learnt: nearest } : null;
}

/** Values that read the same are the same to a reader. */
const standsOut = (indicator: Indicator, value: number, typical: number, contribution: number): boolean =>
  (indicator.better === 'more' ? value < typical : value > typical) === contribution > 0 &&
  inShort(indicator, value) !== inShort(indicator, typical);

function inWords({ indicator, value }: Candidate, comparison: Comparison, contribution: number): Reason {
  return {
    indicator: indicator.name,
    sentence: `${indicator.sentence(value)} (${typicalInWords(indicator, comparison)}).`,
    value,
    courseMedian: comparison.course,
    learntMedian: comparison.learnt,
    contribution,
  };
}

function typicalInWords(indicator: Indicator, { course, learnt }: Comparison): string {
  const here = inShort(indicator, course);
  return learnt === null
    ? `typical: ${here}`
    : `typical here: ${here}; in the courses learnt from: ${inShort(indicator, learnt)}`;
}

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;
