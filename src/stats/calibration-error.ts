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
  // The difference of the two sums is all that is needed: |share - mean| times rows is |positives - probabilities|.
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

/**
 * The calibration error that chance alone gives to true probabilities: with few rows the share of positives in a bin
 * strays from its probability, so even a perfect model shows about this much. In each bin the excess of positives is
 * nearly normal with the variance sum(p (1 - p)), and the mean size of such a number is sqrt(2 / pi) of its deviation.
 * Null for no rows.
 */
export function calibrationErrorByChance(probabilities: ArrayLike<number>): number | null {
  const variance = new Float64Array(BINS);
  for (let row = 0; row < probabilities.length; row += 1)
    variance[binOf(probabilities[row])] += probabilities[row] * (1 - probabilities[row]);
  const excess = variance.reduce((sum, one) => sum + Math.sqrt((2 / Math.PI) * one), 0);
  return probabilities.length === 0 ? null : excess / probabilities.length;
}

const binOf = (probability: number): number => Math.min(Math.floor(probability * BINS), BINS - 1);
