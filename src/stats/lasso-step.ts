const MAX_SWEEPS = 2_000;

/** The descent stops after a sweep that moves no coordinate by more than this, in units of its own curvature. */
const LAST_MOVE = 1e-11;

/**
 * The step d that minimises gradient . d + d . hessian d / 2 + l1 times the sum of |at + d|, by coordinate descent
 * (Friedman, Hastie and Tibshirani 2010, "Regularization paths for generalized linear models via coordinate descent").
 * The last coordinate, an intercept, has no penalty. This is the inner problem of the proximal Newton method.
 *
 * @param hessian row-major, positive semi-definite; the lower triangle is read
 * @param l1 not negative
 */
export function lassoStep(
  hessian: Float64Array,
  gradient: Float64Array,
  at: Float64Array,
  l1: number,
): Float64Array {
  const size = at.length;
  const full = mirrored(hessian, size);
  const step = new Float64Array(size);
  /** The hessian times the step. */
  const pull = new Float64Array(size);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep += 1) {
    let furthest = 0;
    for (let j = 0; j < size; j += 1) {
      const curvature = full[j * size + j];
      if (curvature <= 0) continue;
      const now = at[j] + step[j];
      const free = now - (gradient[j] + pull[j]) / curvature;
      const move = softThreshold(free, j === size - 1 ? 0 : l1 / curvature) - now;
      if (move === 0) continue;
      step[j] += move;
      for (let k = 0; k < size; k += 1) pull[k] += move * full[j * size + k];
      furthest = Math.max(furthest, Math.abs(move) * Math.sqrt(curvature));
    }
    if (furthest < LAST_MOVE) break;
  }
  return step;
}

/** The value moved towards 0 by `by`, but not past 0. */
const softThreshold = (value: number, by: number): number =>
  value > by ? value - by : value < -by ? value + by : 0;

function mirrored(lower: Float64Array, size: number): Float64Array {
  const full = lower.slice();
  for (let row = 0; row < size; row += 1)
    for (let column = row + 1; column < size; column += 1)
      full[row * size + column] = lower[column * size + row];
  return full;
}
