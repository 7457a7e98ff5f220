import { expect, it } from 'vitest';
import { seededRandom } from '../../stats/random.ts';
import { sigmoid } from '../../stats/sigmoid.ts';
import { fitLogistic } from './logistic-fit.ts';
import { BLOCK_ROWS, logisticDerivatives } from './logistic-loss.ts';

const ROWS = 300;
/** Too wide for Newton's method to begin with. */
const WIDTH = 520;
const L2 = 0.1;

/** @param alike the correlation of a column with the previous one, 0 to 1 */
function wideProblem(alike: number) {
  const random = seededRandom(3);
  const values = new Float64Array(ROWS * WIDTH);
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < WIDTH; column += 1) {
      const before = column === 0 ? 0 : values[row * WIDTH + column - 1];
      values[row * WIDTH + column] =
        alike * before + Math.sqrt(1 - alike ** 2) * (2 * random.uniform() - 1) * Math.sqrt(3);
    }
  }
  const labels = Uint8Array.from({ length: ROWS }, (_, row) =>
    random.uniform() < sigmoid(values[row * WIDTH] - values[row * WIDTH + 9]) ? 1 : 0,
  );
  const design = {
    rows: ROWS,
    width: WIDTH,
    fill: (block: Float64Array, from: number, to: number) => {
      for (let row = from; row < to; row += 1) {
        for (let column = 0; column < WIDTH; column += 1)
          block[column * BLOCK_ROWS + row - from] = values[row * WIDTH + column];
      }
    },
  };
  return { design, labels };
}

it.each([0, 0.95])('finds the minimum of a wide problem (columns correlate by %d)', (alike) => {
  const { design, labels } = wideProblem(alike);
  const weights = Float64Array.from(labels, (_, row) => 1 + (row % 3));
  const { coefficients, intercept } = fitLogistic(design, labels, weights, { l1: 0, l2: L2 });
  const at = Float64Array.of(...coefficients, intercept);
  const { gradient } = logisticDerivatives({ design, labels, weights, l2: L2 }, at, 1, false);
  // The minimum is where all derivatives are 0; the objective is strictly convex, so there is only one.
  for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-6);
  expect(coefficients[0]).toBeGreaterThan(0.05);
  expect(coefficients[9]).toBeLessThan(-0.05);
});
