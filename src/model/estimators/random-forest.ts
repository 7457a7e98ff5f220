import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { type Random, seededRandom } from '../../stats/random.ts';
import { logit } from '../../stats/sigmoid.ts';
import { binMatrix } from '../trees/bins.ts';
import {
  growAtRandom,
  newRandomGrowth,
  type RandomGrowth,
  type RandomGrowthRules,
} from '../trees/grow-at-random.ts';
import { leafSum } from '../trees/leaf-sum.ts';
import { type Tree, treeFromJson, treeSchema, treeToJson } from '../trees/tree.ts';
import { type TreesExplainer, treesExplainer } from '../trees/tree-shap.ts';
import type { Estimator, FittedEstimator } from './estimator.ts';
import { checkTrainingRows, checkWidth, placesByName } from './training-rows.ts';

const NAME = 'random_forest';

const paramsSchema = z.strictObject({
  trees: z.int().min(1).max(5_000).default(100),
  /** Explaining a forest takes time for every leaf, so trees do not grow without bound. */
  maxDepth: z.int().min(1).max(12).default(12),
  /** The least weight of the rows in a leaf. */
  minLeafWeight: z.number().min(1).default(5),
  /** Columns tried for a split; where absent, the square root of the number of columns. */
  columnsTried: z.int().min(1).optional(),
  maxBins: z.int().min(2).max(255).default(255),
});
export type RandomForestParams = z.infer<typeof paramsSchema>;

const fittedSchema = z.strictObject({
  columns: z.array(z.string()),
  /** A probability counts as at least this far from 0 and from 1. */
  margin: z.number().gt(0).lt(0.5),
  trees: z.array(treeSchema).min(1),
});

/**
 * A random forest (Breiman 2001): the mean of trees, each grown on rows drawn with replacement. A row of weight 3 is as
 * likely to be drawn as three rows, and the number of draws is the sum of the weights.
 */
export const randomForest: Estimator<RandomForestParams> = {
  name: NAME,
  paramsSchema,
  fit: (matrix, labels, { seed, weights, params = paramsSchema.parse({}) }) => {
    checkTrainingRows(matrix, labels, weights);
    const random = seededRandom(seed);
    const space = newRandomGrowth(binMatrix(matrix, weights, params.maxBins));
    const columns = placesByName(matrix.columns);
    const rules: RandomGrowthRules = {
      l2: 0,
      minGain: 0,
      minHessian: params.minLeafWeight,
      directions: new Int8Array(columns.length),
      columnsTried: params.columnsTried ?? Math.max(1, Math.round(Math.sqrt(columns.length))),
      maxDepth: params.maxDepth,
    };
    const ends = cumulated(weights ?? new Float64Array(matrix.rows).fill(1));
    const trees = Array.from({ length: params.trees }, () =>
      growAtRandom(space, drawRows(space, labels, ends, random), columns, rules, random),
    );
    return fittedEstimator(matrix.columns, 1 / (2 * (ends.at(-1) ?? 1) + 2), trees);
  },
  fromJson: (json) => {
    const parsed = fittedSchema.safeParse(json);
    if (!parsed.success) throw new InputError(`Damaged ${NAME}:\n${z.prettifyError(parsed.error)}`);
    const { columns, margin, trees } = parsed.data;
    const unknown = trees.flatMap(({ column }) => column).find((column) => column >= columns.length);
    if (unknown !== undefined)
      throw new InputError(`Damaged ${NAME}: a tree asks column ${unknown} of ${columns.length}.`);
    return fittedEstimator(columns, margin, trees.map(treeFromJson));
  },
};

/** Lays the rows' weights end to end on a line and gives the place where each row's piece ends. */
function cumulated(weights: Float64Array): Float64Array {
  let end = 0;
  return weights.map((weight) => {
    end += weight;
    return end;
  });
}

/** Draws rows with replacement into the workspace, each with its number of draws; returns the number of distinct rows. */
function drawRows(
  { gradients, order }: RandomGrowth,
  labels: Uint8Array,
  ends: Float64Array,
  random: Random,
): number {
  const total = ends.at(-1) ?? 0;
  gradients.fill(0);
  for (let draws = Math.max(1, Math.round(total)); draws > 0; draws -= 1) {
    const row = rowAt(ends, random.uniform() * total);
    gradients[2 * row] -= labels[row];
    gradients[2 * row + 1] += 1;
  }
  let drawn = 0;
  for (let row = 0; row < ends.length; row += 1) {
    if (gradients[2 * row + 1] === 0) continue;
    order[drawn] = row;
    drawn += 1;
  }
  return drawn;
}

/** The row whose piece of the line `place` is on. */
function rowAt(ends: Float64Array, place: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (place < ends[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

function fittedEstimator(columns: readonly string[], least: number, trees: readonly Tree[]): FittedEstimator {
  let explainer: TreesExplainer | null = null;
  const marginOf = (probability: number) => logit(Math.min(Math.max(probability, least), 1 - least));
  const sumOf = leafSum(trees);
  const mean = (row: Float64Array): number => sumOf(row) / trees.length;
  return {
    estimator: NAME,
    columns,
    margin: (row) => {
      checkWidth(row, columns);
      return marginOf(mean(row));
    },
    /**
     * A forest adds up probabilities, not log-odds: the exact parts of the probability are scaled by one factor, so that
     * they add up to the margin. Their order and their signs stay.
     */
    contributions: (row, out) => {
      checkWidth(row, columns);
      explainer ??= treesExplainer(trees);
      out.fill(0);
      explainer.explain(row, out);
      const base = explainer.base / trees.length;
      const sum = out.reduce((total, part) => total + part, 0);
      const stretch = sum === 0 ? 0 : (marginOf(mean(row)) - marginOf(base)) / sum;
      for (let column = 0; column < out.length; column += 1) out[column] *= stretch;
      return marginOf(base);
    },
    toJson: () => ({ columns, margin: least, trees: trees.map(treeToJson) }),
  };
}
