/**
 * Mean squared difference between probability and label (Brier 1950, "Verification of forecasts expressed in terms of
 * probability", Monthly Weather Review 78; the one-sided form). 0 is perfect, 0.25 is a coin, 1 is always wrong; null for
 * no rows.
 */
export function brierScore(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number | null {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < probabilities.length; row += 1) {
    const weight = weights === undefined ? 1 : weights[row];
    sum += weight * (probabilities[row] - labels[row]) ** 2;
    total += weight;
  }
  return total === 0 ? null : sum / total;
}
