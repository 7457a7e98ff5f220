/**
 * Population stability index of two histograms over the same bins: the sum of (found - expected) ln(found / expected),
 * which is Jeffreys' divergence (Jeffreys 1946) and the measure of Siddiqi 2006, "Credit risk scorecards", who calls
 * 0.1 a minor and 0.25 a major shift. 0 for equal shares, unbounded above. Half a row is added to each bin, so that an
 * empty bin does not make the index infinite.
 *
 * @param expected,found counts by bin, at least one of each above 0
 */
export function populationStability(expected: ArrayLike<number>, found: ArrayLike<number>): number {
  const [p, q] = [smoothedShares(expected), smoothedShares(found)];
  return p.reduce((sum, share, bin) => sum + (q[bin] - share) * Math.log(q[bin] / share), 0);
}

/**
 * Jensen-Shannon distance of two histograms over the same bins: the root of the divergence in bits (Lin 1991; Endres and
 * Schindelin 2003, "A new metric for probability distributions", IEEE Transactions on Information Theory 49). A metric:
 * 0 for equal shares, 1 where no bin is shared.
 *
 * @param expected,found counts by bin, at least one of each above 0
 */
export function jensenShannonDistance(expected: ArrayLike<number>, found: ArrayLike<number>): number {
  const [p, q] = [shares(expected), shares(found)];
  const divergence = p.reduce((sum, share, bin) => {
    const middle = (share + q[bin]) / 2;
    return sum + (towards(share, middle) + towards(q[bin], middle)) / 2;
  }, 0);
  return Math.sqrt(Math.max(0, divergence));
}

/**
 * The index expected by chance alone for an unchanged population: each side adds (bins - 1) / rows (Yurdakul and Naranjo
 * 2020, "Statistical properties of the population stability index", Journal of Risk Model Validation 14).
 *
 * @param expectedRows,foundRows independent rows on each side, above 0
 */
export const populationStabilityByChance = (bins: number, expectedRows: number, foundRows: number): number =>
  (bins - 1) * (1 / expectedRows + 1 / foundRows);

const towards = (share: number, middle: number): number =>
  share === 0 ? 0 : share * Math.log2(share / middle);

const sumOf = (counts: ArrayLike<number>): number =>
  Array.from(counts).reduce((sum, count) => sum + count, 0);

function shares(counts: ArrayLike<number>): number[] {
  const total = sumOf(counts);
  return Array.from(counts, (count) => count / total);
}

const smoothedShares = (counts: ArrayLike<number>): number[] =>
  shares(Array.from(counts, (count) => count + 0.5));
