import type { Enrolment } from './enrolment.ts';
import type { Moment } from './moment.ts';

export const BANDS = ['low', 'medium', 'high'] as const;
export type Band = (typeof BANDS)[number];

/** The lowest probabilities of the bands medium and high. */
export interface BandThresholds {
  readonly medium: number;
  readonly high: number;
}

export const bandOf = (probability: number, thresholds: BandThresholds): Band =>
  probability >= thresholds.high ? 'high' : probability >= thresholds.medium ? 'medium' : 'low';

/** One indicator's contribution to a risk, as a sentence. */
export interface Reason {
  readonly indicator: string;
  /** For example "No activity for 12 days; the course's median is 2." */
  readonly sentence: string;
  /** The learner's own value, in the indicator's unit; null where it is unknown. */
  readonly value: number | null;
  /** The median of the course at the same moment. */
  readonly courseMedian: number | null;
  /** Contribution to the log-odds; a positive one raises the risk. */
  readonly contribution: number;
}

/** Calibrated probability that an enrolment meets the target, as of a moment. */
export interface Risk extends Enrolment {
  readonly asOf: Moment;
  /** 0 to 1. */
  readonly probability: number;
  readonly band: Band;
  /** Strongest first. */
  readonly reasons: readonly Reason[];
  readonly modelId: string;
}
