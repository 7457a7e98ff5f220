import { columnOf } from './histograms.ts';
import { partition } from './partition.ts';
import type { LeafSums, Split, SplitRules } from './split.ts';
import type { SearchedLeaf } from './step.ts';
import type { Tree } from './tree.ts';
import { addNode, finished, newDraft, setSplit } from './tree-draft.ts';
import type { TreeWorkers } from './workers.ts';
import { histogramIn } from './workspace.ts';

export interface GrowthRules extends SplitRules {
  readonly maxLeaves: number;
  /** Splits between the root and a leaf. */
  readonly maxDepth: number;
  /** The factor of leaf values. */
  readonly learningRate: number;
}

/** A leaf that may still be split. */
interface OpenLeaf extends SearchedLeaf {
  readonly node: number;
  readonly depth: number;
  /** The place of its rows in the order. */
  readonly from: number;
  readonly to: number;
  readonly split: Split | null;
}

export interface GrownTree {
  readonly tree: Tree;
  /** The leaf `node` has the rows at `from` to `to` (exclusive) of the workspace's order. */
  readonly leaves: readonly { readonly node: number; readonly from: number; readonly to: number }[];
}

/**
 * Grows one tree by splitting, each time, the leaf with the greatest gain (Shi 2007, "Best-first decision tree learning").
 * It uses the first `rows` rows of the workers' order, which it sorts by leaf, and the columns set by `workers.ask`.
 */
export function growTree(workers: TreeWorkers, rows: number, rules: GrowthRules): GrownTree {
  const draft = newDraft(rules.maxLeaves);
  const sums = sumsOfAll(workers, rows);
  const [split] = workers.search({ rows: null, leaves: [{ slot: 0, sums }] });
  const open: OpenLeaf[] = [
    { node: addNode(draft, sums, rules), depth: 0, from: 0, to: rows, slot: 0, sums, split },
  ];
  for (let leaves = 1; leaves < rules.maxLeaves; leaves += 1) {
    const best = open.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
    if (best.split === null) break;
    const middle = partition(workers, best.from, best.to, best.split);
    const [left, right] = [best.split.left, best.split.right].map((side) => addNode(draft, side, rules));
    setSplit(draft, best.node, best.split, workers.binned.columns[best.split.column], left, right);
    open.splice(
      open.indexOf(best),
      1,
      ...childrenOf(workers, best, best.split, middle, left, right, leaves, rules),
    );
  }
  return { tree: finished(draft), leaves: open };
}

/**
 * Both sides of a split. The histogram of the smaller side is summed up in `slot`; the parent's histogram minus it is the
 * histogram of the larger side.
 */
function childrenOf(
  workers: TreeWorkers,
  parent: OpenLeaf,
  split: Split,
  middle: number,
  left: number,
  right: number,
  slot: number,
  rules: GrowthRules,
): OpenLeaf[] {
  const leftIsSmaller = middle - parent.from < parent.to - middle;
  const depth = parent.depth + 1;
  const sides = [
    {
      node: left,
      depth,
      from: parent.from,
      to: middle,
      sums: split.left,
      slot: leftIsSmaller ? slot : parent.slot,
    },
    {
      node: right,
      depth,
      from: middle,
      to: parent.to,
      sums: split.right,
      slot: leftIsSmaller ? parent.slot : slot,
    },
  ];
  // Neither will be split, so their histograms are not needed.
  if (depth >= rules.maxDepth) return sides.map((side) => ({ ...side, split: null }));
  const { from, to } = sides[leftIsSmaller ? 0 : 1];
  const splits = workers.search({ rows: { slot, from, to, parent: parent.slot }, leaves: sides });
  return sides.map((side, nth) => ({ ...side, split: splits[nth] }));
}

/** Sums up the root, in slot 0. One column is enough, because every row is in one of its bins. */
function sumsOfAll(workers: TreeWorkers, rows: number): LeafSums {
  workers.search({ rows: { slot: 0, from: 0, to: rows, parent: null }, leaves: [] });
  const bins = columnOf(histogramIn(workers.space, 0), 0);
  let gradient = 0;
  let hessian = 0;
  for (let at = 0; at < bins.length; at += 2) {
    gradient += bins[at];
    hessian += bins[at + 1];
  }
  return { gradient, hessian, lowest: -Infinity, highest: Infinity };
}
