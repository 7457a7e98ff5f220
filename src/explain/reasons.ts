import type { IndicatorUnit } from '../domain/indicator.ts';
import { change, percent, rounding } from '../domain/phrase.ts';
import type { Reason } from '../domain/risk.ts';
import { type Indicator, percentileOf } from '../features/indicator.ts';
import { INDICATORS } from '../features/indicators.ts';

/** Finds the strongest reasons of one row; all arrays are in the order of the columns that the finder was made for. */
export type ReasonFinder = (
  /** The learner's own values; NaN where unknown. */
  values: Float64Array,
  /** Each column's contribution to the log-odds. */
  parts: Float64Array,
  /** The course's medians at the same moment; NaN where unknown. */
  medians: Float64Array,
  limit: number,
) => Reason[];

/**
 * A finder of the strongest reasons of a risk: at most one for each topic, the strongest first.
 *
 * The indicators of one topic say nearly the same and share the topic's weight, some with the opposite sign. So the
 * finder adds up their contributions by topic, and gives one indicator as the reason: the one with the largest
 * contribution whose value lies on the side of the course's median that the sum points to. A topic without such an
 * indicator gives no reason. Nor does the calendar, which is the same for the whole course.
 */
export function reasonFinder(columns: readonly string[]): ReasonFinder {
  const topics = [...Map.groupBy(sourcesIn(columns), (source) => source.indicator.topic).values()];
  return (values, parts, medians, limit) =>
    topics
      .flatMap((sources) => topicReason(sources.map((source) => candidateOf(source, values, parts, medians))))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
      .slice(0, limit)
      .map(inWords);
}

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
  readonly part: number;
}

const candidateOf = (
  { indicator, own, percentile }: Source,
  values: Float64Array,
  parts: Float64Array,
  medians: Float64Array,
): Candidate => ({
  indicator,
  value: known(values[own]),
  median: known(medians[own]),
  part: (parts[own] ?? 0) + (parts[percentile] ?? 0),
});

/** The indicator that is shown for a topic, and the contribution of the whole topic. */
interface TopicReason {
  readonly shown: Candidate;
  readonly contribution: number;
}

function topicReason(candidates: readonly Candidate[]): TopicReason[] {
  const contribution = candidates.reduce((sum, candidate) => sum + candidate.part, 0);
  let chosen: Candidate | null = null;
  for (const candidate of candidates)
    if (
      Math.sign(candidate.part) * Math.sign(contribution) > 0 &&
      isBelievable(candidate, contribution) &&
      (chosen === null || isPreferred(candidate, chosen))
    )
      chosen = candidate;
  return chosen === null ? [] : [{ shown: chosen, contribution }];
}

const inWords = ({ shown, contribution }: TopicReason): Reason => ({
  indicator: shown.indicator.name,
  sentence: sentenceOf(shown),
  value: shown.value,
  courseMedian: shown.median,
  contribution,
});

/**
 * People understand a count of days or clicks better than a ratio; between two of a kind, the larger part is preferred.
 */
function isPreferred(candidate: Candidate, other: Candidate): boolean {
  const plain = isPlain(candidate.indicator.unit);
  if (plain !== isPlain(other.indicator.unit)) return plain;
  return Math.abs(candidate.part) > Math.abs(other.part);
}

const isPlain = (unit: IndicatorUnit): boolean =>
  unit !== 'ratio' && unit !== 'log2_ratio' && unit !== 'bits';

/**
 * Whether a reader would believe that the value is a reason for a contribution of that sign. An unknown value means
 * absence, which can only raise a risk.
 */
function isBelievable({ indicator, value, median }: Candidate, contribution: number): boolean {
  if (indicator.better === null) return false;
  if (value === null) return contribution > 0 && median !== null;
  if (median === null) return false;
  if (contribution > 0) return indicator.better === 'more' ? value < median : value > median;
  return indicator.better === 'more' ? value >= median : value <= median;
}

function sentenceOf({ indicator, value, median }: Candidate): string {
  const own = indicator.sentence(value);
  return median === null ? `${own}.` : `${own}; the course's median is ${inUnit(median, indicator.unit)}.`;
}

/** A median after "the course's median is", in few words, because the sentence before it has said what is counted. */
function inUnit(value: number, unit: IndicatorUnit): string {
  if (unit === 'share') return percent(value);
  if (unit === 'log2_ratio') return change(value);
  return rounding(value);
}

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;
