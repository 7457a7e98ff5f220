import { sigmoid } from './sigmoid.ts';

/** True log-odds = intercept + slope * predicted log-odds. Slope 1 and intercept 0 mean true probabilities. */
export interface CalibrationLine {
  readonly slope: number;
  readonly intercept: number;
}

const MAX_ITERATIONS = 50;
/** Keeps the log-odds of 0 and 1 finite. */
const LEAST = 1e-6;

/**
 * Calibration slope and intercept (Cox 1958, "Two further applications of a model for binary regression", Biometrika 45;
 * van Calster et al. 2019, "Calibration: the Achilles heel of predictive analytics", BMC Medicine 17): a slope below 1
 * means probabilities that are too extreme. Null where all labels are the same, or where the fit does not converge.
 *
 * @param weights one per row, none negative; all 1 where absent
 */
export function calibrationLine(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  weights?: ArrayLike<number>,
): CalibrationLine | null {
  const logits = Float64Array.from(probabilities, (p) => {
    const inside = Math.min(Math.max(p, LEAST), 1 - LEAST);
    return Math.log(inside / (1 - inside));
  });
  let [slope, intercept] = [1, 0];
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    let [hss, hsi, hii, gs, gi] = [0, 0, 0, 0, 0];
    for (let row = 0; row < logits.length; row += 1) {
      const weight = weights === undefined ? 1 : weights[row];
      const p = sigmoid(slope * logits[row] + intercept);
      const information = weight * p * (1 - p);
      hss += information * logits[row] * logits[row];
      hsi += information * logits[row];
      hii += information;
      gs += weight * (labels[row] - p) * logits[row];
      gi += weight * (labels[row] - p);
    }
    const determinant = hss * hii - hsi * hsi;
    if (!(determinant > 1e-12 * hss * hii)) return null;
    const [stepSlope, stepIntercept] = [
      (hii * gs - hsi * gi) / determinant,
      (hss * gi - hsi * gs) / determinant,
    ];
    slope += stepSlope;
    intercept += stepIntercept;
    if (Math.max(Math.abs(stepSlope), Math.abs(stepIntercept)) < 1e-9) return { slope, intercept };
  }
  return null;
}
