import type { Workspace } from './histograms.ts';
import { partition } from './partition.ts';
import { bestSplit, type LeafSums, type Split, type SplitRules } from './split.ts';
import type { Tree } from './tree.ts';
import { addNode, finished, newDraft, setSplit } from './tree-draft.ts';

export interface GrowthRules extends SplitRules {
  readonly maxLeaves: number;
  /** Splits between the root and a leaf. */
  readonly maxDepth: number;
  /** What leaf values are multiplied by. */
  readonly learningRate: number;
}

/** A leaf that may still be split. */
interface OpenLeaf {
  readonly node: number;
  readonly depth: number;
  /** Its rows in `order`. */
  readonly from: number;
  readonly to: number;
  readonly sums: LeafSums;
  /** Where its histogram is. */
  readonly slot: number;
  readonly split: Split | null;
}

export interface GrownTree {
  readonly tree: Tree;
  /** The leaf `node` has the rows at `from` to `to` (exclusive) of the workspace's order. */
  readonly leaves: readonly { readonly node: number; readonly from: number; readonly to: number }[];
}

/**
 * Grows one tree, always splitting the leaf that gains most (Shi 2007, "Best-first decision tree learning"), over the
 * first `rows` rows of the workspace's order, which it sorts by leaf.
 *
 * @param columns that may be asked
 */
export function growTree(
  space: Workspace,
  rows: number,
  columns: ArrayLike<number>,
  rules: GrowthRules,
): GrownTree {
  const { binned } = space;
  const draft = newDraft(rules.maxLeaves);
  const withSplit = (leaf: Omit<OpenLeaf, 'split'>): OpenLeaf => ({
    ...leaf,
    split:
      leaf.depth >= rules.maxDepth
        ? null
        : bestSplit(binned.columns, columns, space.histogram(leaf.slot), leaf.sums, rules),
  });
  space.addUp(0, 0, rows);
  const sums = sumsOf(space, rows);
  const open: OpenLeaf[] = [
    withSplit({ node: addNode(draft, sums, rules), depth: 0, from: 0, to: rows, sums, slot: 0 }),
  ];
  for (let leaves = 1; leaves < rules.maxLeaves; leaves += 1) {
    const best = open.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
    if (best.split === null) break;
    const { split } = best;
    const middle = partition(space, best.from, best.to, split);
    const [left, right] = [addNode(draft, split.left, rules), addNode(draft, split.right, rules)];
    setSplit(draft, best.node, split, binned.columns[split.column], left, right);
    // The smaller side is added up anew; what it leaves of the parent's histogram is that of the larger.
    const leftIsSmaller = middle - best.from < best.to - middle;
    const slots = leftIsSmaller ? [leaves, best.slot] : [best.slot, leaves];
    if (leftIsSmaller) space.addUp(leaves, best.from, middle);
    else space.addUp(leaves, middle, best.to);
    space.subtract(best.slot, leaves);
    const depth = best.depth + 1;
    open.splice(
      open.indexOf(best),
      1,
      withSplit({ node: left, depth, from: best.from, to: middle, sums: split.left, slot: slots[0] }),
      withSplit({ node: right, depth, from: middle, to: best.to, sums: split.right, slot: slots[1] }),
    );
  }
  return { tree: finished(draft), leaves: open };
}

/** The sums over the first `rows` rows of the order. */
export function sumsOf({ gradients, order }: Workspace, rows: number): LeafSums {
  let gradient = 0;
  let hessian = 0;
  for (let i = 0; i < rows; i += 1) {
    gradient += gradients[2 * order[i]];
    hessian += gradients[2 * order[i] + 1];
  }
  return { gradient, hessian, lowest: -Infinity, highest: Infinity };
}
