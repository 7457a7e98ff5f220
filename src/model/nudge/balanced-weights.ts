/**
 * Weights that give each label half of the total, so that the rarer label counts as much in the fit (the "balanced" weights
 * of King and Zeng 2001, "Logistic regression in rare events data", Political Analysis 9). A fit with these weights answers
 * as if yes and no were equally frequent; the calibration, which is learnt from the rows without weights, brings the
 * probabilities back to the share of yes in the table.
 *
 * @param labels 0 or 1, both of them present
 * @returns one for each row; their sum is the number of rows
 */
export function balancedWeights(labels: Uint8Array): Float64Array {
  const yeses = labels.reduce((sum, label) => sum + label, 0);
  const ofLabel = [labels.length / (2 * (labels.length - yeses)), labels.length / (2 * yeses)];
  return Float64Array.from(labels, (label) => ofLabel[label]);
}
