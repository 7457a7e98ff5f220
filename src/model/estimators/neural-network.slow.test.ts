import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { seededRandom } from '../../stats/random.ts';
import { rankByScore } from '../../stats/ranking.ts';
import { rocAuc } from '../../stats/roc-auc.ts';
import { sigmoid } from '../../stats/sigmoid.ts';
import { featureMatrix, rowOf } from '../matrix.ts';
import { logisticRegression } from './logistic-regression.ts';
import { neuralNetwork } from './neural-network.ts';

const WIDTH = 4;

/** Labels by whether a and b are on the same side of 0; two more columns are noise. */
function rowsOf(seed: number, rows = 3_000) {
  const random = seededRandom(seed);
  const values = Float64Array.from({ length: WIDTH * rows }, () => 2 * random.uniform() - 1);
  const labels = Uint8Array.from({ length: rows }, (_, row) =>
    random.uniform() < sigmoid(3 * Math.sign(values[WIDTH * row] * values[WIDTH * row + 1])) ? 1 : 0,
  );
  return { matrix: featureMatrix(['a', 'b', 'c', 'd'], values), labels };
}

const { matrix, labels } = rowsOf(1);
const later = rowsOf(2);
const areaOf = (model: { margin(row: Float64Array): number }): number => {
  const margins = Array.from(later.labels, (_, row) => model.margin(rowOf(later.matrix, row)));
  return rocAuc(rankByScore(margins, later.labels)) ?? Number.NaN;
};
const withParams = (params: object) =>
  neuralNetwork.fit(matrix, labels, { seed: 1, params: neuralNetwork.paramsSchema.parse(params) });

describe('neuralNetwork', () => {
  it('learns what a linear model cannot', () => {
    // The true probabilities rank with an area of sigmoid(3) = 0.953.
    expect(areaOf(withParams({}))).toBeGreaterThan(0.9);
    expect(areaOf(logisticRegression.fit(matrix, labels, { seed: 1 }))).toBeLessThan(0.6);
  });

  it('has the hidden layers that the parameters ask for', () => {
    const shapeOf = (params: object) =>
      (withParams(params).toJson() as { network: { inputs: number; biases: number[] }[] }).network.map(
        ({ inputs, biases }) => [inputs, biases.length],
      );
    expect(shapeOf({ epochs: 1 })).toEqual([
      [4, 64],
      [64, 32],
      [32, 1],
    ]);
    expect(shapeOf({ epochs: 1, hidden: [5] })).toEqual([
      [4, 5],
      [5, 1],
    ]);
  });

  it('learns from missing values, as part of their column', () => {
    const random = seededRandom(8);
    const coins = Uint8Array.from({ length: 2_000 }, () => random.below(2));
    // The value carries no information; that it is missing carries much.
    const values = Float64Array.from(coins, (label) =>
      random.uniform() < (label === 1 ? 0.8 : 0.2) ? Number.NaN : random.uniform(),
    );
    const model = neuralNetwork.fit(featureMatrix(['a'], values), coins, { seed: 1 });
    // The log-odds of the label are log(0.8 / 0.2) = 1.39 where the value is missing and -1.39 where it is not.
    expect(model.margin(Float64Array.of(Number.NaN))).toBeGreaterThan(1);
    expect(model.margin(Float64Array.of(0.5))).toBeLessThan(-1);
  });

  it('clamps values to the training bounds, so that no outlier runs away', () => {
    const model = withParams({ epochs: 2 });
    expect(model.margin(Float64Array.of(1e9, 0, 0, 0))).toBe(model.margin(Float64Array.of(3, 0, 0, 0)));
  });

  it('refuses a file whose layers do not fit its columns, saying why', () => {
    const json = structuredClone(withParams({ epochs: 1 }).toJson()) as { columns: object[] };
    json.columns.pop();
    expect(() => neuralNetwork.fromJson(json)).toThrow(InputError);
    expect(() => neuralNetwork.fromJson(json)).toThrow(/its columns give 3 inputs; its first layer reads 4/);
  });
});
