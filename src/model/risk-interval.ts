import { z } from 'zod';
import { type Enrolment, enrolmentKey } from '../domain/enrolment.ts';
import { quantile } from '../stats/quantile.ts';
import {
  coarsened,
  type ProbabilityInterval,
  type VennAbers,
  vennAbers,
  vennAbersInterval,
} from '../stats/venn-abers.ts';

const probability = z.number().min(0).max(1);

const stepsSchema = z
  .strictObject({
    positions: z.array(probability).min(1).readonly(),
    values: z.array(probability).min(1).readonly(),
  })
  .refine(({ positions, values }) => positions.length === values.length, {
    message: 'positions and values must be equally many',
  })
  .refine(({ positions, values }) => isRising(positions) && isRising(values), {
    message: 'positions and values must rise',
  });

/** How past probabilities, each from a fit that had not seen the row, came true: a Venn-Abers predictor for each part. */
export const riskIntervalSchema = z
  .array(
    z.strictObject({
      /** The presentations whose rows these are. */
      parts: z.array(z.string()).min(1),
      low: stepsSchema,
      high: stepsSchema,
    }),
  )
  .min(1);
export type RiskInterval = z.infer<typeof riskIntervalSchema>;

/** A calibrated probability of a row whose label is known. */
export interface CalibrationRow extends Enrolment {
  readonly probability: number;
  readonly label: 0 | 1;
}

/** Presentations with fewer enrolments say too little alone; they are put together. */
const FEWEST_ENROLMENTS = 200;

/** How far the ends of a part's interval may be rounded outwards: less than pages show, and enough to keep the file small. */
const ERROR = 0.001;

/**
 * Learns what interval belongs to a probability. Most of the error of a probability is not chance but the course and its
 * season, so each past presentation shows by itself how many of its learners with such a probability met the target (Vovk,
 * Lindsay, Nouretdinov and Gammerman 2003, "Mondrian confidence machine": a calibration for each kind).
 *
 * @param rows with probabilities from an estimator that was not fitted on them
 */
export function fitRiskInterval(rows: readonly CalibrationRow[]): RiskInterval {
  return partsOf(rows).map((part) => ({
    parts: [...new Set(part.map(({ presentationId }) => presentationId))].sort(),
    ...coarsened(
      vennAbers(
        part.map((row) => row.probability),
        part.map((row) => row.label),
      ),
      ERROR,
    ),
  }));
}

/** The share of the past that an interval spans; it leaves out the same share at either end. */
const SPANNED = 0.8;

/** The range that the middle eight tenths of the past give a row with this probability; it contains the probability itself. */
export function riskIntervalOf(parts: readonly VennAbers[], probability: number): ProbabilityInterval {
  const intervals = parts.map((part) => vennAbersInterval(part, probability));
  return {
    low: Math.min(probability, quantileOf(intervals, 'low', (1 - SPANNED) / 2)),
    high: Math.max(probability, quantileOf(intervals, 'high', (1 + SPANNED) / 2)),
  };
}

const quantileOf = (intervals: readonly ProbabilityInterval[], end: 'low' | 'high', share: number): number =>
  quantile(
    intervals.map((interval) => interval[end]),
    share,
  ) ?? Number.NaN;

/** The rows by presentation, in the order of their ids; the small ones together. */
function partsOf(rows: readonly CalibrationRow[]): (readonly CalibrationRow[])[] {
  const presentations = [...Map.groupBy(rows, ({ presentationId }) => presentationId)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, ofPresentation]) => ofPresentation);
  const isLarge = (part: readonly CalibrationRow[]): boolean =>
    new Set(part.map(enrolmentKey)).size >= FEWEST_ENROLMENTS;
  const small = presentations.filter((part) => !isLarge(part)).flat();
  return [...presentations.filter(isLarge), ...(small.length === 0 ? [] : [small])];
}

const isRising = (values: readonly number[]): boolean =>
  values.every((value, place) => place === 0 || values[place - 1] < value);
