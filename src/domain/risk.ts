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
  /** For example "Was last here 12 days ago (typical: 2 days ago)." */
  readonly sentence: string;
  /** The learner's own value, in the indicator's unit; null where it is unknown. */
  readonly value: number | null;
  /** The median of the course at the same moment. */
  readonly courseMedian: number;
  /**
   * About the median of what the model has learnt from at that stage of a course; null where the value stands out from the
   * course already.
   */
  readonly learntMedian: number | null;
  /** Contribution to the log-odds; a positive one raises the risk. */
  readonly contribution: number;
}

/** Calibrated probability that an enrolment meets the target, as of a moment. */
export interface Risk extends Enrolment {
  readonly asOf: Moment;
  /** 0 to 1. */
  readonly probability: number;
  readonly band: Band;
  /** What raises the risk; strongest first. */
  readonly reasons: readonly Reason[];
  /** What lowers the risk and so speaks for the learner; strongest first. */
  readonly favours: readonly Reason[];
  readonly modelId: string;
}
