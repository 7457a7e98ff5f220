import { type DrawOptions, type Interval, percentileIntervals } from './bootstrap.ts';
import { seededRandom } from './random.ts';

const BINS = 10;

/**
 * Expected calibration error: over ten bins of equal width, the mean distance between the share of positives and the
 * mean probability, each bin weighted by its rows (Naeini, Cooper and Hauskrecht 2015, "Obtaining well calibrated
 * probabilities using Bayesian binning", AAAI). A bin holds its lower edge; the last one also holds 1. 0 is perfect;
 * null for no rows.
 */
export function calibrationError(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number | null {
  // The difference of the two sums is enough: |share - mean| times rows is |positives - probabilities|.
  const excess = new Float64Array(BINS);
  let total = 0;
  for (let row = 0; row < probabilities.length; row += 1) {
    const weight = weights === undefined ? 1 : weights[row];
    const probability = probabilities[row];
    const bin = binOf(probability);
    excess[bin] += weight * (labels[row] - probability);
    total += weight;
  }
  return total === 0 ? null : excess.reduce((sum, gap) => sum + Math.abs(gap), 0) / total;
}

/** The calibration error of true probabilities: on average, and in 95 of 100 cases. */
export interface ErrorByChance extends Interval {
  readonly value: number | null;
}

/**
 * The calibration error that exactly true probabilities would show on these rows by chance alone. With few rows the share
 * of positives in a bin deviates from the mean probability, and the error counts every deviation, up or down. This draws
 * labels from the probabilities again and again (the consistency resampling of Bröcker and Smith 2007, "Increasing the
 * reliability of reliability diagrams", Weather and Forecasting 22). An error within the range is no sign of wrong
 * probabilities; an error above it is.
 *
 * @param cases the case of each row, numbered from 0 without gaps. Rows of one case share its outcome, for example an
 *   enrolment on several days. One random number draws all of them, so that each keeps its probability and they deviate
 *   together
 * @returns all null for no rows
 */
export function calibrationErrorByChance(
  probabilities: ArrayLike<number>,
  cases: Uint32Array,
  { resamples, seed }: DrawOptions,
): ErrorByChance {
  const rows = probabilities.length;
  if (rows === 0) return { value: null, low: null, high: null };
  const random = seededRandom(seed);
  const drawn = new Float64Array(cases.reduce((count, one) => Math.max(count, one + 1), 0));
  const labels = new Uint8Array(rows);
  const errors = Array.from({ length: resamples }, () => {
    for (let one = 0; one < drawn.length; one += 1) drawn[one] = random.uniform();
    for (let row = 0; row < rows; row += 1) labels[row] = drawn[cases[row]] < probabilities[row] ? 1 : 0;
    return Number(calibrationError(probabilities, labels));
  });
  const [range] = percentileIntervals(errors.map((error) => [error]));
  return { value: errors.reduce((sum, error) => sum + error, 0) / resamples, ...range };
}

const binOf = (probability: number): number => Math.min(Math.floor(probability * BINS), BINS - 1);
