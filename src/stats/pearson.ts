/**
 * Pearson's correlation of two lists of numbers, -1 to 1, each pair counted as often as `times` says; null where either
 * list does not vary.
 */
export function pearson(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  times?: ArrayLike<number>,
): number | null {
  let [count, sumA, sumB] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    const weight = times?.[i] ?? 1;
    count += weight;
    sumA += weight * a[i];
    sumB += weight * b[i];
  }
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    const weight = times?.[i] ?? 1;
    const [x, y] = [a[i] - sumA / count, b[i] - sumB / count];
    ab += weight * x * y;
    aa += weight * x * x;
    bb += weight * y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}
