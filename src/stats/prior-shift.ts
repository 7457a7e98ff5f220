const MAX_ITERATIONS = 1000;
const TOLERANCE = 1e-9;

/**
 * The probability after the share of positives has changed from `from` to `to`, all else being equal: the odds are
 * multiplied by the ratio of the prior odds (Saerens, Latinne and Decaestecker 2002, "Adjusting the outputs of a classifier
 * to new a priori probabilities", Neural Computation 14(1), equation 2.4). The order of rows stays the same.
 *
 * @param probability 0 to 1, true at the prior `from`
 * @param from,to shares of positives, above 0 and below 1
 */
export function adjustedToPrior(probability: number, from: number, to: number): number {
  const positive = (probability * to) / from;
  const negative = ((1 - probability) * (1 - to)) / (1 - from);
  return positive / (positive + negative);
}

/**
 * The share of positives among rows without labels, by the EM algorithm of Saerens, Latinne and Decaestecker 2002
 * (equation 2.9): adjust each probability to the present guess of the share, take their mean as the next guess, and repeat
 * until the guess no longer changes. The result maximises the likelihood of the rows under one assumption: only the share
 * of positives has changed, while positives and negatives each look as before. The rows cannot show whether this is true.
 * Probabilities must be calibrated.
 *
 * @param probabilities of the rows without labels, true at the prior `trainingPrior`
 * @param trainingPrior share of positives, above 0 and below 1, where the probabilities are true
 * @returns 0 to 1; `trainingPrior` for no rows
 */
export function estimatedPrior(probabilities: ArrayLike<number>, trainingPrior: number): number {
  if (probabilities.length === 0) return trainingPrior;
  let prior = trainingPrior;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    let sum = 0;
    for (let row = 0; row < probabilities.length; row += 1)
      sum += adjustedToPrior(probabilities[row], trainingPrior, prior);
    const next = sum / probabilities.length;
    if (Math.abs(next - prior) < TOLERANCE) return next;
    prior = next;
  }
  return prior;
}
