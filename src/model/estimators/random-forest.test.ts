import { expect, it } from 'vitest';
import { seededRandom } from '../../stats/random.ts';
import { rankByScore } from '../../stats/ranking.ts';
import { rocAuc } from '../../stats/roc-auc.ts';
import { sigmoid } from '../../stats/sigmoid.ts';
import { featureMatrix, rowOf } from '../matrix.ts';
import { randomForest } from './random-forest.ts';

/** Labels by whether a and b are on the same side of 0; eight more columns are noise. */
function rowsOf(seed: number, rows = 3_000) {
  const random = seededRandom(seed);
  const width = 10;
  const values = Float64Array.from({ length: width * rows }, () => 2 * random.uniform() - 1);
  const labels = Uint8Array.from({ length: rows }, (_, row) =>
    random.uniform() < sigmoid(3 * Math.sign(values[width * row] * values[width * row + 1])) ? 1 : 0,
  );
  const columns = Array.from({ length: width }, (_, place) => `c${place}`);
  return { matrix: featureMatrix(columns, values), labels };
}

const { matrix, labels } = rowsOf(1);
const later = rowsOf(2);
const marginsBy = (params: object) => {
  const model = randomForest.fit(matrix, labels, {
    seed: 1,
    params: randomForest.paramsSchema.parse(params),
  });
  return Array.from({ length: later.matrix.rows }, (_, row) => model.margin(rowOf(later.matrix, row)));
};

it('learns what a linear model cannot, and learns it better with more trees', () => {
  const area = (trees: number) => rocAuc(rankByScore(marginsBy({ trees }), later.labels)) ?? 0;
  // The true probabilities rank with an area of sigmoid(3) = 0.953.
  expect(area(100)).toBeGreaterThan(0.9);
  expect(area(100)).toBeGreaterThan(area(1));
});

it('answers near the base rate with one leaf a tree: each tree gives the share of the rows drawn', () => {
  const baseRate = labels.reduce<number>((sum, label) => sum + label, 0) / labels.length;
  const [margin] = marginsBy({ trees: 200, minLeafWeight: 3_000 });
  // A tree's share has a standard error of sqrt(0.25 / 3000) = 0.009, the mean of 200 trees one of 0.0006.
  expect(Math.abs(sigmoid(margin) - baseRate)).toBeLessThan(0.003);
});

it('draws a different forest for a different seed', () => {
  const first = (seed: number) => randomForest.fit(matrix, labels, { seed }).margin(rowOf(later.matrix, 0));
  expect(first(1)).toBe(first(1));
  expect(first(1)).not.toBe(first(2));
});
