import { z } from 'zod';
import { featureMatrix } from '../../model/matrix.ts';
import { binMatrix } from '../../model/trees/bins.ts';
import { growTree } from '../../model/trees/grow.ts';
import { leafValue, type Tree, treeFromJson, treeSchema, treeToJson } from '../../model/trees/tree.ts';
import { openTreeWorkers } from '../../model/trees/workers.ts';
import { quantile } from '../../stats/quantile.ts';
import { type Random, seededRandom } from '../../stats/random.ts';
import { ridge } from '../../stats/ridge.ts';
import type { Measured } from '../voice/voice-features.ts';

/** Predicts a number from measured values: the mean of a ridge regression and of boosted trees. */
export interface Regressor {
  readonly columns: readonly string[];
  predict(measured: Measured): number;
  toJson(): RegressorJson;
}

export const regressorSchema = z.strictObject({
  /** By column: the lowest and the highest value that counts, and the mean and deviation of the values between them. */
  scales: z.record(z.string(), z.tuple([z.number(), z.number(), z.number(), z.number()])),
  intercept: z.number(),
  weights: z.array(z.number()),
  start: z.number(),
  trees: z.array(treeSchema),
});
export type RegressorJson = z.infer<typeof regressorSchema>;

/** A value outside of the middle 99 % counts as if it lay at the edge. */
const EDGE = 0.005;
/** Found by cross-validation over speakers on speechocean762; the figures change little from 50 to 300. */
const PENALTY = 120;
const ROUNDS = 150;
const ROW_SHARE = 0.6;
const COLUMN_SHARE = 0.3;
const RULES = {
  maxLeaves: 8,
  maxDepth: 3,
  learningRate: 0.05,
  l2: 1,
  minGain: 0,
  minHessian: 8,
};

type Scale = readonly [least: number, most: number, mean: number, sd: number];

/** Learns from rows that all have the same columns. */
export function fitRegressor(rows: readonly Measured[], targets: Float64Array, seed: number): Regressor {
  const columns = Object.keys(rows[0]).sort();
  const scales = columns.map((column) => scaleOf(rows.map((row) => row[column])));
  const values = Float64Array.from(rows.flatMap((row) => scaled(row, columns, scales)));
  const { intercept, weights } = ridge(values, targets, PENALTY);
  const start = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  const trees = boost(columns, values, targets, start, seededRandom(seed));
  return regressor(columns, scales, intercept, [...weights], start, trees);
}

export function regressorFromJson(json: RegressorJson): Regressor {
  const columns = Object.keys(json.scales);
  const scales = columns.map((column) => json.scales[column]);
  return regressor(columns, scales, json.intercept, json.weights, json.start, json.trees.map(treeFromJson));
}

function regressor(
  columns: readonly string[],
  scales: readonly Scale[],
  intercept: number,
  weights: readonly number[],
  start: number,
  trees: readonly Tree[],
): Regressor {
  return {
    columns,
    predict: (measured) => {
      const row = Float64Array.from(scaled(measured, columns, scales));
      const line = row.reduce((sum, value, nth) => sum + value * weights[nth], intercept);
      const steps = trees.reduce((sum, tree) => sum + leafValue(tree, row), start);
      return (line + steps) / 2;
    },
    toJson: () => ({
      scales: Object.fromEntries(
        columns.map((column, nth) => [column, [...scales[nth]] as [number, number, number, number]]),
      ),
      intercept,
      weights: [...weights],
      start,
      trees: trees.map(treeToJson),
    }),
  };
}

function scaleOf(column: readonly number[]): Scale {
  const present = column.filter(Number.isFinite);
  const [least, most] = [EDGE, 1 - EDGE].map((p) => quantile(present, p) ?? 0);
  const within = present.map((value) => Math.min(most, Math.max(least, value)));
  const mean = within.reduce((sum, value) => sum + value, 0) / Math.max(1, within.length);
  const variance = within.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, within.length);
  return [least, most, mean, variance > 0 ? Math.sqrt(variance) : 1];
}

/** Deviations from the mean; a missing value counts as the mean. */
const scaled = (row: Measured, columns: readonly string[], scales: readonly Scale[]): number[] =>
  columns.map((column, nth) => {
    const [least, most, mean, sd] = scales[nth];
    const value = row[column];
    return Number.isFinite(value) ? (Math.min(most, Math.max(least, value)) - mean) / sd : 0;
  });

/** Gradient boosting for squared errors (Friedman 2001): each tree on a share of the rows and of the columns. */
function boost(
  columns: readonly string[],
  values: Float64Array,
  targets: Float64Array,
  start: number,
  random: Random,
): Tree[] {
  const rules = { ...RULES, directions: new Int8Array(columns.length) };
  const workers = openTreeWorkers(
    binMatrix(featureMatrix(columns, values), undefined, 255),
    rules,
    RULES.maxLeaves,
  );
  const { gradients, order } = workers.space;
  const predicted = new Float64Array(targets.length).fill(start);
  const trees: Tree[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    let rows = 0;
    for (let row = 0; row < targets.length; row += 1) {
      gradients[2 * row] = predicted[row] - targets[row];
      gradients[2 * row + 1] = 1;
      if (random.uniform() >= ROW_SHARE) continue;
      order[rows] = row;
      rows += 1;
    }
    workers.ask([...columns.keys()].filter(() => random.uniform() < COLUMN_SHARE));
    const { tree } = growTree(workers, rows, rules);
    if (tree.column.length === 1) continue;
    trees.push(tree);
    for (let row = 0; row < targets.length; row += 1)
      predicted[row] += leafValue(tree, values, row * columns.length);
  }
  workers.dismiss();
  return trees;
}
