import { type ColumnBins, MISSING_BIN } from './bins.ts';
import type { Workspace } from './histograms.ts';
import { bestSplit, type LeafSums, leafWeight, type Split, type SplitRules } from './split.ts';
import type { Tree } from './tree.ts';

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
): Tree {
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
  return finished(draft);
}

function sumsOf({ gradients, order }: Workspace, rows: number): LeafSums {
  let gradient = 0;
  let hessian = 0;
  for (let i = 0; i < rows; i += 1) {
    gradient += gradients[2 * order[i]];
    hessian += gradients[2 * order[i] + 1];
  }
  return { gradient, hessian, lowest: -Infinity, highest: Infinity };
}

/** Puts the rows that go left first, each side in the order it was in; returns where the right side begins. */
function partition({ binned, order }: Workspace, from: number, to: number, split: Split): number {
  const { bins, width } = binned;
  const left = leftBins(split);
  const moved = new Uint32Array(to - from);
  let middle = from;
  let waiting = 0;
  for (let i = from; i < to; i += 1) {
    const row = order[i];
    if (left[bins[row * width + split.column]] === 1) {
      order[middle] = row;
      middle += 1;
    } else {
      moved[waiting] = row;
      waiting += 1;
    }
  }
  order.set(moved.subarray(0, waiting), middle);
  return middle;
}

/** For each bin whether its rows go left. */
function leftBins({ bin, missingLeft, categories }: Split): Uint8Array {
  const left = new Uint8Array(MISSING_BIN + 1);
  if (categories === null) left.fill(1, 0, bin + 1);
  else for (const code of categories) left[code] = 1;
  left[MISSING_BIN] = missingLeft ? 1 : 0;
  return left;
}

/** A tree under way, with room for all nodes it may get. */
interface Draft extends Tree {
  readonly categories: (Uint32Array | null)[];
  nodes: number;
}

function newDraft(maxLeaves: number): Draft {
  const room = 2 * maxLeaves - 1;
  return {
    nodes: 0,
    column: new Int32Array(room).fill(-1),
    threshold: new Float64Array(room),
    categories: [],
    missingLeft: new Uint8Array(room),
    left: new Int32Array(room),
    right: new Int32Array(room),
    value: new Float64Array(room),
    cover: new Float64Array(room),
  };
}

function addNode(draft: Draft, sums: LeafSums, { l2, learningRate }: GrowthRules): number {
  const node = draft.nodes;
  draft.nodes += 1;
  draft.value[node] = learningRate * leafWeight(sums, l2);
  draft.cover[node] = sums.hessian;
  draft.categories.push(null);
  return node;
}

function setSplit(
  draft: Draft,
  node: number,
  split: Split,
  bins: ColumnBins,
  left: number,
  right: number,
): void {
  draft.column[node] = split.column;
  draft.missingLeft[node] = split.missingLeft ? 1 : 0;
  draft.left[node] = left;
  draft.right[node] = right;
  draft.value[node] = 0;
  draft.threshold[node] = thresholdOf(split, bins);
  if (split.categories !== null) draft.categories[node] = bitSet(split.categories);
}

/** A cut after the last edge sets all known values against the missing. */
const thresholdOf = ({ bin }: Split, bins: ColumnBins): number =>
  bins.kind === 'categories' ? Number.NaN : (bins.edges[bin] ?? Number.MAX_VALUE);

function bitSet(codes: readonly number[]): Uint32Array {
  const words = new Uint32Array((Math.max(...codes) >>> 5) + 1);
  for (const code of codes) words[code >>> 5] |= 1 << (code & 31);
  return words;
}

function finished({ nodes, ...draft }: Draft): Tree {
  return {
    column: draft.column.slice(0, nodes),
    threshold: draft.threshold.slice(0, nodes),
    categories: draft.categories,
    missingLeft: draft.missingLeft.slice(0, nodes),
    left: draft.left.slice(0, nodes),
    right: draft.right.slice(0, nodes),
    value: draft.value.slice(0, nodes),
    cover: draft.cover.slice(0, nodes),
  };
}
