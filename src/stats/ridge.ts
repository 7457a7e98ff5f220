import { solveByCholesky } from './cholesky.ts';

/** A linear function of many columns. */
export interface RidgeFit {
  readonly intercept: number;
  /** One per column. */
  readonly weights: Float64Array;
}

/**
 * Ridge regression: least squares with a penalty on the squared weights, the intercept free (Hoerl and Kennard 1970, "Ridge
 * regression: biased estimation for nonorthogonal problems").
 *
 * @param values row-major, without gaps; all columns on one scale, or the penalty would not treat them alike
 * @param penalty above 0
 */
export function ridge(values: Float64Array, targets: Float64Array, penalty: number): RidgeFit {
  const rows = targets.length;
  const width = values.length / rows;
  const means = new Float64Array(width);
  for (let i = 0; i < values.length; i += 1) means[i % width] += values[i] / rows;
  const targetMean = targets.reduce((sum, target) => sum + target, 0) / rows;
  const products = new Float64Array(width * width);
  const weights = new Float64Array(width);
  const row = new Float64Array(width);
  for (let r = 0; r < rows; r += 1) {
    for (let i = 0; i < width; i += 1) row[i] = values[r * width + i] - means[i];
    for (let i = 0; i < width; i += 1) {
      weights[i] += row[i] * (targets[r] - targetMean);
      for (let j = 0; j <= i; j += 1) products[i * width + j] += row[i] * row[j];
    }
  }
  for (let i = 0; i < width; i += 1) products[i * width + i] += penalty;
  solveByCholesky(products, weights);
  const intercept = weights.reduce((rest, weight, i) => rest - weight * means[i], targetMean);
  return { intercept, weights };
}
