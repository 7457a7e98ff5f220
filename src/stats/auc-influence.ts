import type { Ranking } from './ranking.ts';

/**
 * By how much each row moves the area under the ROC curve if it counts a little more. This is its placement (the share of
 * the rows with the opposite label that it is ranked correctly against, a tie counting one half) less the area, divided by
 * the number of rows with its own label
 * (DeLong, DeLong and Clarke-Pearson 1988, "Comparing the areas under two or more correlated receiver operating
 * characteristic curves", Biometrics 44). Differences and means of areas move by the differences and means of these
 * influences.
 *
 * @returns in the order of the input, with the sum 0; null where one of the two labels is absent
 */
export function aucInfluence({ scores, labels, order }: Ranking): Float64Array | null {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const placements = new Float64Array(labels.length);
  let [hits, misses] = [0, 0];
  for (let from = 0, to = 0; from < labels.length; from = to) {
    let tiedPositives = 0;
    while (to < labels.length && scores[to] === scores[from]) tiedPositives += labels[to++];
    const tiedNegatives = to - from - tiedPositives;
    for (let row = from; row < to; row += 1)
      placements[row] =
        labels[row] === 1
          ? 1 - (misses + tiedNegatives / 2) / negatives
          : (hits + tiedPositives / 2) / positives;
    hits += tiedPositives;
    misses += tiedNegatives;
  }
  const area = placements.reduce((sum, placement, row) => sum + labels[row] * placement, 0) / positives;
  const influence = new Float64Array(labels.length);
  placements.forEach((placement, row) => {
    influence[order[row]] = (placement - area) / (labels[row] === 1 ? positives : negatives);
  });
  return influence;
}

/**
 * The variance of a figure from the influence of its rows, where rows of a group are correlated (Obuchowski 1997, "Nonparametric
 * analysis of clustered ROC curve data", Biometrics 53).
 *
 * @param groups the group of each row, numbered from 0 without gaps
 */
export function clusteredVariance(influence: Float64Array, groups: Uint32Array): number {
  const sums = new Float64Array(groups.reduce((count, group) => Math.max(count, group + 1), 0));
  for (let row = 0; row < influence.length; row += 1) sums[groups[row]] += influence[row];
  const squares = sums.reduce((sum, one) => sum + one ** 2, 0);
  return sums.length < 2 ? squares : (squares * sums.length) / (sums.length - 1);
}
