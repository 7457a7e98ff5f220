/** The mean of `count` values with this sum, shrunk towards `prior` as if there were `weight` more values of that size. */
export const shrunken = (sum: number, count: number, prior: number, weight: number): number =>
  (sum + weight * prior) / (count + weight);
