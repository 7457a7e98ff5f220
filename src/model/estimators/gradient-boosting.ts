import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { type Random, seededRandom } from '../../stats/random.ts';
import { logit, softplus } from '../../stats/sigmoid.ts';
import type { FeatureMatrix } from '../matrix.ts';
import { binMatrix } from '../trees/bins.ts';
import { cachingExplainer } from '../trees/cached-parts.ts';
import { type GrownTree, type GrowthRules, growTree } from '../trees/grow.ts';
import { leafSum } from '../trees/leaf-sum.ts';
import {
  leafValue,
  MOST_SPLITS_DEEP,
  type Tree,
  treeFromJson,
  treeSchema,
  treeToJson,
} from '../trees/tree.ts';
import type { TreesExplainer } from '../trees/tree-shap.ts';
import { openTreeWorkers, type TreeWorkers } from '../trees/workers.ts';
import type { Estimator, FitOptions, FittedEstimator } from './estimator.ts';
import { baseRate, checkTrainingRows, checkWidth, placesByName } from './training-rows.ts';

const NAME = 'gradient_boosting';

const share = () => z.number().gt(0).max(1);

const paramsSchema = z.strictObject({
  /** The greatest number of trees; `validation` may stop the fit earlier. */
  rounds: z.int().min(1).max(10_000).default(200),
  learningRate: share().default(0.1),
  maxLeaves: z.int().min(2).max(4_096).default(31),
  /** Splits between the root and a leaf. */
  maxDepth: z.int().min(1).max(MOST_SPLITS_DEEP).default(MOST_SPLITS_DEEP),
  maxBins: z.int().min(2).max(255).default(255),
  /** L2 penalty on leaf values. */
  l2: z.number().min(0).default(1),
  /** By how much a split must lower the loss. */
  minGain: z.number().min(0).default(0),
  /** The least sum of p (1 - p) times weight in a leaf. */
  minHessian: z.number().positive().default(1),
  /** Share of the rows and of the columns that each tree sees. */
  rowShare: share().default(1),
  columnShare: share().default(1),
  /** The fit stops after this many rounds without a lower loss on the validation rows. */
  patience: z.int().min(1).default(50),
  /** Columns in which a larger value may only raise (1) or only lower (-1) the margin. */
  monotone: z.record(z.string(), z.literal([1, -1])).default({}),
});
export type GradientBoostingParams = z.infer<typeof paramsSchema>;

const fittedSchema = z.strictObject({
  columns: z.array(z.string()),
  /** The margin before the first tree. */
  start: z.number(),
  trees: z.array(treeSchema),
});

/**
 * Gradient boosted trees for the log-loss: binned values, leaf-wise growth, second-order leaf values (Friedman 2001,
 * "Greedy function approximation: a gradient boosting machine"; Chen and Guestrin 2016, "XGBoost: a scalable tree boosting
 * system"; Ke et al. 2017, "LightGBM").
 */
export const gradientBoosting: Estimator<GradientBoostingParams> = {
  name: NAME,
  paramsSchema,
  fit: (matrix, labels, options) => {
    checkTrainingRows(matrix, labels, options.weights);
    const params = options.params ?? paramsSchema.parse({});
    const start = logit(baseRate(labels, options.weights));
    const rules: GrowthRules = { ...params, directions: directionsOf(matrix.columns, params.monotone) };
    const binned = binMatrix(matrix, options.weights, params.maxBins);
    const workers = openTreeWorkers(binned, rules, params.maxLeaves, options);
    try {
      workers.space.labels.set(labels);
      workers.space.weights.set(options.weights ?? new Float64Array(matrix.rows).fill(1));
      workers.space.margins.fill(start);
      return fittedEstimator(matrix.columns, start, boost(workers, matrix, start, rules, params, options));
    } finally {
      workers.dismiss();
    }
  },
  fromJson: (json) => {
    const parsed = fittedSchema.safeParse(json);
    if (!parsed.success) throw new InputError(`Damaged ${NAME}:\n${z.prettifyError(parsed.error)}`);
    const { columns, start, trees } = parsed.data;
    const unknown = trees.flatMap(({ column }) => column).find((column) => column >= columns.length);
    if (unknown !== undefined)
      throw new InputError(`Damaged ${NAME}: a tree asks column ${unknown} of ${columns.length}.`);
    return fittedEstimator(columns, start, trees.map(treeFromJson));
  },
};

/** Grows tree after tree, each along the gradient that the trees before it leave. */
function boost(
  workers: TreeWorkers,
  matrix: FeatureMatrix,
  start: number,
  rules: GrowthRules,
  params: GradientBoostingParams,
  { seed, validation }: FitOptions<GradientBoostingParams>,
): Tree[] {
  const random = seededRandom(seed);
  const byName = placesByName(matrix.columns);
  const { order, margins } = workers.space;
  const watch = validation === undefined ? null : newWatch(validation, start);
  const trees: Tree[] = [];
  for (let round = 0; round < params.rounds; round += 1) {
    workers.setGradients();
    const rows = drawRows(order, matrix.rows, params.rowShare, random);
    workers.ask(drawColumns(byName, params.columnShare, random));
    const grown = growTree(workers, rows, rules);
    const { tree } = grown;
    if (tree.column.length === 1) break;
    trees.push(tree);
    if (rows === matrix.rows) addLeaves(grown, order, margins);
    else addTree(tree, matrix, margins);
    if (watch !== null && watch.after(tree) >= params.patience) break;
  }
  return watch === null ? trees : trees.slice(0, watch.best());
}

function directionsOf(columns: readonly string[], monotone: GradientBoostingParams['monotone']): Int8Array {
  const unknown = Object.keys(monotone).find((name) => !columns.includes(name));
  if (unknown !== undefined) throw new InputError(`Monotone column ${unknown} is not among the columns.`);
  return Int8Array.from(columns, (name) => monotone[name] ?? 0);
}

/** Puts the rows that the next tree sees first in `order`, and returns their number. */
function drawRows(order: Uint32Array, rows: number, share: number, random: Random): number {
  let drawn = 0;
  for (let row = 0; row < rows; row += 1) {
    if (share < 1 && random.uniform() >= share) continue;
    order[drawn] = row;
    drawn += 1;
  }
  return drawn;
}

/** A share of the columns, at least one, in their order. */
function drawColumns(columns: readonly number[], share: number, random: Random): readonly number[] {
  let wanted = Math.max(1, Math.round(share * columns.length));
  // Knuth, "The art of computer programming", volume 2, algorithm 3.4.2 S.
  return columns.filter((_, seen) => {
    const taken = random.uniform() * (columns.length - seen) < wanted;
    if (taken) wanted -= 1;
    return taken;
  });
}

/** Adds a tree to the margins of the rows that it was grown on, whose leaves are known. */
function addLeaves({ tree, leaves }: GrownTree, order: Uint32Array, margins: Float64Array): void {
  for (const { node, from, to } of leaves) {
    const value = tree.value[node];
    for (let i = from; i < to; i += 1) margins[order[i]] += value;
  }
}

function addTree(tree: Tree, { columns, values }: FeatureMatrix, margins: Float64Array): void {
  for (let row = 0; row < margins.length; row += 1)
    margins[row] += leafValue(tree, values, row * columns.length);
}

/** Follows the loss on validation rows. */
function newWatch(validation: NonNullable<FitOptions<unknown>['validation']>, start: number) {
  const { matrix, labels, weights } = validation;
  const margins = new Float64Array(matrix.rows).fill(start);
  let trees = 0;
  let best = { trees: 0, loss: Infinity };
  return {
    /** How many trees ago the loss was lowest, `tree` being the newest. */
    after(tree: Tree): number {
      addTree(tree, matrix, margins);
      trees += 1;
      const loss = logLoss(margins, labels, weights);
      if (loss < best.loss) best = { trees, loss };
      return trees - best.trees;
    },
    best: () => best.trees,
  };
}

function logLoss(margins: Float64Array, labels: Uint8Array, weights: Float64Array | undefined): number {
  let loss = 0;
  let total = 0;
  for (let row = 0; row < margins.length; row += 1) {
    const weight = weights === undefined ? 1 : weights[row];
    loss += weight * (softplus(margins[row]) - labels[row] * margins[row]);
    total += weight;
  }
  return loss / total;
}

function fittedEstimator(columns: readonly string[], start: number, trees: readonly Tree[]): FittedEstimator {
  let explainer: TreesExplainer | null = null;
  const sum = leafSum(trees);
  return {
    estimator: NAME,
    columns,
    margin: (row) => {
      checkWidth(row, columns);
      return start + sum(row);
    },
    contributions: (row, out) => {
      checkWidth(row, columns);
      explainer ??= cachingExplainer(trees);
      out.fill(0);
      explainer.explain(row, out);
      return start + explainer.base;
    },
    toJson: () => ({ columns, start, trees: trees.map(treeToJson) }),
  };
}
