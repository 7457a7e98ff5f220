/** A mean of `count` values with this sum, drawn towards `prior` as if `weight` more values had been there. */
export const shrunken = (sum: number, count: number, prior: number, weight: number): number =>
  (sum + weight * prior) / (count + weight);
