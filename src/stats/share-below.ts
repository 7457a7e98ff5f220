/**
 * The share (0 to 1) of the other values that are smaller than `value`: a percentile in which equal values rank alike. 0
 * where there are no other values.
 *
 * @param others the known values of everybody else, ascending
 */
export const shareBelow = (others: ArrayLike<number>, value: number): number =>
  others.length === 0 ? 0 : placeOf(others, (other) => other < value) / others.length;

/**
 * The rank of `value` among all, 0 to 1, in the middle of its ties: a value that most share is neither low nor high. 0.5
 * where no values are known.
 *
 * @param all the known values, ascending
 */
export const midRank = (all: ArrayLike<number>, value: number): number =>
  all.length === 0
    ? 0.5
    : (placeOf(all, (one) => one < value) + placeOf(all, (one) => one <= value)) / 2 / all.length;

/** How many values at the front of the list satisfy `isBefore`; the values after them must not. */
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
