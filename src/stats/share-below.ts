/**
 * The share (0 to 1) of the others that are smaller than `value`: a percentile in which ties count alike.
 *
 * @param others the others' known values, ascending; 0 where there is none
 */
export const shareBelow = (others: ArrayLike<number>, value: number): number =>
  others.length === 0 ? 0 : placeOf(others, (other) => other < value) / others.length;

/**
 * Where `value` stands among all, 0 to 1, in the middle of its ties: a value that most share is neither low nor high.
 *
 * @param all known values, ascending; 0.5 where there is none
 */
export const midRank = (all: ArrayLike<number>, value: number): number =>
  all.length === 0
    ? 0.5
    : (placeOf(all, (one) => one < value) + placeOf(all, (one) => one <= value)) / 2 / all.length;

/** How many values at the front of the list fulfil `isBefore`; the rest does not. */
function placeOf(ascending: ArrayLike<number>, isBefore: (value: number) => boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(ascending[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
