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
    const bin = Math.min(Math.floor(probability * BINS), BINS - 1);
    excess[bin] += weight * (labels[row] - probability);
    total += weight;
  }
  return total === 0 ? null : excess.reduce((sum, gap) => sum + Math.abs(gap), 0) / total;
}
