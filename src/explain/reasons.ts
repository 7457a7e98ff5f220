import type { IndicatorUnit } from '../domain/indicator.ts';
import { change, percent, rounding } from '../domain/phrase.ts';
import type { Reason } from '../domain/risk.ts';
import { type Indicator, percentileOf } from '../features/indicator.ts';
import { INDICATORS } from '../features/indicators.ts';

/** Finds the strongest reasons of one row; all arrays are in the order of the columns it was made for. */
export type ReasonFinder = (
  /** The learner's own values; NaN where unknown. */
  values: Float64Array,
  /** Each column's part in the log-odds. */
  parts: Float64Array,
  /** The course's medians at the same moment; NaN where unknown. */
  medians: Float64Array,
  limit: number,
) => Reason[];

/**
 * A finder of the strongest reasons of a risk, one a topic, strongest first.
 *
 * Indicators of one topic say nearly the same and share their weight among them, some with the opposite sign, so the
 * parts are added up by topic and the topic speaks through one indicator: the one with the largest part whose value
 * lies on the side of the course's median that the sum points to. A topic without such an indicator stays silent, and
 * so does the calendar, which is the same for the whole course.
 */
export function reasonFinder(columns: readonly string[]): ReasonFinder {
  const topics = [...Map.groupBy(sourcesIn(columns), (source) => source.indicator.topic).values()];
  return (values, parts, medians, limit) =>
    topics
      .flatMap((sources) => speakerOf(sources.map((source) => voiceOf(source, values, parts, medians))))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
      .slice(0, limit)
      .map(inWords);
}

/** Where an indicator's value and its percentile stand among the columns; -1 where a column is not there. */
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

/** What one indicator has to say about one learner. The part of its percentile belongs to it. */
interface Voice {
  readonly indicator: Indicator;
  readonly value: number | null;
  readonly median: number | null;
  readonly part: number;
}

const voiceOf = (
  { indicator, own, percentile }: Source,
  values: Float64Array,
  parts: Float64Array,
  medians: Float64Array,
): Voice => ({
  indicator,
  value: known(values[own]),
  median: known(medians[own]),
  part: (parts[own] ?? 0) + (parts[percentile] ?? 0),
});

/** Who speaks for a topic, and the topic's part. */
interface Speaker {
  readonly voice: Voice;
  readonly contribution: number;
}

function speakerOf(voices: readonly Voice[]): Speaker[] {
  const contribution = voices.reduce((sum, voice) => sum + voice.part, 0);
  let speaker: Voice | null = null;
  for (const voice of voices)
    if (
      Math.sign(voice.part) * Math.sign(contribution) > 0 &&
      tells(voice, contribution) &&
      (speaker === null || speaksBefore(voice, speaker))
    )
      speaker = voice;
  return speaker === null ? [] : [{ voice: speaker, contribution }];
}

const inWords = ({ voice, contribution }: Speaker): Reason => ({
  indicator: voice.indicator.name,
  sentence: sentenceOf(voice),
  value: voice.value,
  courseMedian: voice.median,
  contribution,
});

/** A count of days or clicks says more to people than a ratio; among equals the larger part speaks. */
function speaksBefore(voice: Voice, other: Voice): boolean {
  const plain = isPlain(voice.indicator.unit);
  if (plain !== isPlain(other.indicator.unit)) return plain;
  return Math.abs(voice.part) > Math.abs(other.part);
}

const isPlain = (unit: IndicatorUnit): boolean =>
  unit !== 'ratio' && unit !== 'log2_ratio' && unit !== 'bits';

/** Whether a reader would take the value as a reason in that direction. An unknown value tells of absence: a risk. */
function tells({ indicator, value, median }: Voice, contribution: number): boolean {
  if (indicator.better === null) return false;
  if (value === null) return contribution > 0 && median !== null;
  if (median === null) return false;
  if (contribution > 0) return indicator.better === 'more' ? value < median : value > median;
  return indicator.better === 'more' ? value >= median : value <= median;
}

function sentenceOf({ indicator, value, median }: Voice): string {
  const own = indicator.sentence(value);
  return median === null ? `${own}.` : `${own}; the course's median is ${inUnit(median, indicator.unit)}.`;
}

/** A median after "the course's median is", in few words: the sentence before it has said what is counted. */
function inUnit(value: number, unit: IndicatorUnit): string {
  if (unit === 'share') return percent(value);
  if (unit === 'log2_ratio') return change(value);
  return rounding(value);
}

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;
