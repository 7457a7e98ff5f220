import type { ColumnBins } from './bins.ts';
import { type LeafSums, leafWeight, type Split, type SplitRules } from './split.ts';
import type { Tree } from './tree.ts';

/** A tree that is still growing, with room for all nodes it may get. */
export interface TreeDraft extends Tree {
  readonly categories: (Uint32Array | null)[];
  nodes: number;
}

export function newDraft(maxLeaves: number): TreeDraft {
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

export function addNode(
  draft: TreeDraft,
  sums: LeafSums,
  { l2, learningRate }: Pick<SplitRules, 'l2'> & { readonly learningRate: number },
): number {
  const node = draft.nodes;
  draft.nodes += 1;
  // JSON has no -0; adding 0 turns -0 into 0.
  draft.value[node] = learningRate * leafWeight(sums, l2) + 0;
  draft.cover[node] = sums.hessian;
  draft.categories.push(null);
  return node;
}

export function setSplit(
  draft: TreeDraft,
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

/** A cut after the last edge separates all known values from the missing ones. */
const thresholdOf = ({ bin }: Split, bins: ColumnBins): number =>
  bins.kind === 'categories' ? Number.NaN : (bins.edges[bin] ?? Number.MAX_VALUE);

function bitSet(codes: readonly number[]): Uint32Array {
  const words = new Uint32Array((Math.max(...codes) >>> 5) + 1);
  for (const code of codes) words[code >>> 5] |= 1 << (code & 31);
  return words;
}

export function finished({ nodes, ...draft }: TreeDraft): Tree {
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
