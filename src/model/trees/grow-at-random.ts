import type { Random } from '../../stats/random.ts';
import { BIN_ROOM, type BinnedMatrix } from './bins.ts';
import { columnOf } from './histograms.ts';
import { partition, type SortedRows } from './partition.ts';
import { bestSplit, type LeafSums, type SplitRules } from './split.ts';
import type { Tree } from './tree.ts';
import { addNode, finished, newDraft, setSplit, type TreeDraft } from './tree-draft.ts';

/** The arrays for growing trees at random; made once, used for every tree. */
export interface RandomGrowth extends SortedRows {
  /** Gradient and hessian of each row, alternating. */
  readonly gradients: Float64Array;
  /** Room for the histogram of one leaf. */
  readonly histogram: Float64Array;
}

export const newRandomGrowth = (binned: BinnedMatrix): RandomGrowth => ({
  binned,
  order: new Uint32Array(binned.rows),
  moved: new Uint32Array(binned.rows),
  gradients: new Float64Array(2 * binned.rows),
  histogram: new Float64Array(2 * BIN_ROOM * binned.columns.length),
});

export interface RandomGrowthRules extends SplitRules {
  /** How many columns are tried for each split. */
  readonly columnsTried: number;
  /** Splits between the root and a leaf, at most 12, because each level may double the number of nodes. */
  readonly maxDepth: number;
}

/**
 * Grows one tree of a random forest to its full depth: each split tries only some columns, which are drawn for it (Breiman
 * 2001, "Random forests"). Gradients are minus the label and hessians are 1, each times how often the row was drawn. So a
 * leaf's value is the share of its rows with label 1, and the best split is the one that lowers the Gini impurity most.
 *
 * @param rows how many rows of the order to grow on; they are sorted by leaf
 * @param columns to draw from; their order decides what is drawn
 */
export function growAtRandom(
  space: RandomGrowth,
  rows: number,
  columns: readonly number[],
  rules: RandomGrowthRules,
  random: Random,
): Tree {
  const draft = newDraft(2 ** Math.min(rules.maxDepth, Math.ceil(Math.log2(rows + 1))));
  const sums = sumsOf(space, rows);
  split(draft, addNode(draft, sums, VALUE), 0, rows, sums, 0);
  return finished(draft);

  function split(
    into: TreeDraft,
    node: number,
    from: number,
    to: number,
    leaf: LeafSums,
    depth: number,
  ): void {
    if (depth >= rules.maxDepth || isPure(leaf)) return;
    const tried = draw(columns, rules.columnsTried, random);
    for (const column of tried) addUpColumn(space, column, from, to);
    const best = bestSplit(space.binned.columns, tried, space.histogram, leaf, rules);
    if (best === null) return;
    const middle = partition(space, from, to, best);
    const [left, right] = [addNode(into, best.left, VALUE), addNode(into, best.right, VALUE)];
    setSplit(into, node, best, space.binned.columns[best.column], left, right);
    split(into, left, from, middle, best.left, depth + 1);
    split(into, right, middle, to, best.right, depth + 1);
  }
}

/** Leaf values are neither shrunk by a penalty nor slowed by a rate. */
const VALUE = { l2: 0, learningRate: 1 };

const isPure = ({ gradient, hessian }: LeafSums): boolean => gradient === 0 || -gradient === hessian;

/** Some of the columns, all equally likely (Knuth, "The art of computer programming", volume 2, algorithm 3.4.2 S). */
function draw(columns: readonly number[], wanted: number, random: Random): number[] {
  const drawn: number[] = [];
  for (const [seen, column] of columns.entries()) {
    if (random.uniform() * (columns.length - seen) < wanted - drawn.length) drawn.push(column);
  }
  return drawn;
}

/** Fills one column of the histogram for the rows at `from` to `to`, because the rest are not tried. */
function addUpColumn(space: RandomGrowth, column: number, from: number, to: number): void {
  const { order, gradients, binned } = space;
  const start = column * binned.rows;
  const bins = binned.bins.subarray(start, start + binned.rows);
  const sums = columnOf(space.histogram, column).fill(0);
  for (let i = from; i < to; i += 1) {
    const row = order[i];
    const bin = 2 * bins[row];
    sums[bin] += gradients[2 * row];
    sums[bin + 1] += gradients[2 * row + 1];
  }
}

function sumsOf({ gradients, order }: RandomGrowth, rows: number): LeafSums {
  let gradient = 0;
  let hessian = 0;
  for (let i = 0; i < rows; i += 1) {
    gradient += gradients[2 * order[i]];
    hessian += gradients[2 * order[i] + 1];
  }
  return { gradient, hessian, lowest: -Infinity, highest: Infinity };
}
