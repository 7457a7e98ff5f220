/**
 * The value below which a share `p` (0 to 1) of the values lies, with linear interpolation between neighbours:
 * definition 7 of Hyndman and Fan 1996 ("Sample quantiles in statistical packages", The American Statistician 50),
 * the default of R and numpy. Null for no values. `values` stays unchanged.
 */
export function quantile(values: ArrayLike<number>, p: number): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const lower = sorted[below];
  const upper = sorted[Math.min(below + 1, sorted.length - 1)];
  return lower + (upper - lower) * (position - below);
}

/** The middle value, or the mean of the middle two. Null for no values. */
export const median = (values: ArrayLike<number>): number | null => quantile(values, 0.5);

/**
 * For each of `ps` (0 to 1), the smallest value at or below which at least that share of the weight lies: definition 1
 * of Hyndman and Fan 1996 (inverse of the distribution function). It needs no interpolation, so a row of weight 3 counts
 * exactly as the same row three times. Null where no value has weight.
 *
 * @param weights one per value, none negative; all 1 where absent
 */
export function weightedQuantiles(
  values: Float64Array,
  ps: readonly number[],
  weights?: ArrayLike<number>,
): number[] | null {
  const sorted = values.slice().sort();
  const cumulative = weights === undefined ? null : cumulativeWeights(values, sorted, weights);
  const total = cumulative === null ? sorted.length : (cumulative.at(-1) ?? 0);
  if (total === 0) return null;
  return ps.map((p) => {
    if (cumulative === null) return sorted[Math.max(Math.ceil(p * total) - 1, 0)];
    return sorted[firstAtLeast(cumulative, Math.max(p * total, Number.MIN_VALUE))];
  });
}

/** For each of the sorted values, the weight at or below it; the first of equal values has the weight of all of them. */
function cumulativeWeights(
  values: Float64Array,
  sorted: Float64Array,
  weights: ArrayLike<number>,
): Float64Array {
  const sums = new Float64Array(sorted.length);
  for (let i = 0; i < values.length; i += 1) sums[firstAtLeast(sorted, values[i])] += weights[i];
  for (let k = 1; k < sums.length; k += 1) sums[k] += sums[k - 1];
  return sums;
}

/** Index of the first entry of an ascending list that is at least `target`, else of the last entry. */
function firstAtLeast(ascending: Float64Array, target: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] >= target) high = middle;
    else low = middle + 1;
  }
  return low;
}
