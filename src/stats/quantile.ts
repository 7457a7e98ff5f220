/**
 * The value below which a share `p` (0 to 1) of the values lies, with linear interpolation between neighbours:
 * definition 7 of Hyndman and Fan 1996 ("Sample quantiles in statistical packages", The American Statistician 50),
 * the default of R and numpy. Null for no values. `values` is left as it is.
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
  const distinct = sortedDistinct(values);
  const cumulative = cumulativeWeights(values, distinct, weights);
  const total = cumulative.at(-1) ?? 0;
  if (total === 0) return null;
  return ps.map((p) => {
    const target = Math.max(p * total, Number.MIN_VALUE);
    return distinct[firstAtLeast(cumulative, target)];
  });
}

function sortedDistinct(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  let count = 0;
  for (const value of sorted) {
    if (count === 0 || value !== sorted[count - 1]) sorted[count++] = value;
  }
  return sorted.subarray(0, count);
}

function cumulativeWeights(
  values: Float64Array,
  distinct: Float64Array,
  weights: ArrayLike<number> | undefined,
): Float64Array {
  const sums = new Float64Array(distinct.length);
  for (let i = 0; i < values.length; i += 1) {
    const slot = firstAtLeast(distinct, values[i]);
    sums[slot] += weights === undefined ? 1 : weights[i];
  }
  for (let k = 1; k < sums.length; k += 1) sums[k] += sums[k - 1];
  return sums;
}

/** Index of the first entry of an ascending list that is at least `target`; the last one where none is. */
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
