import { goesLeft, type Tree } from './tree.ts';

/** The nodes of many trees in one set of arrays, tree after tree, so that memory is read in sequence. */
export interface FlatTrees {
  /** Where each tree's root is. */
  readonly roots: Int32Array;
  /** The column that the node's question reads, -1 at a leaf. */
  readonly column: Int32Array;
  /** At an inner node the greatest value that goes left (NaN where categories decide), at a leaf its value. */
  readonly cut: Float64Array;
  /** Left and right child, alternating. */
  readonly children: Int32Array;
  /** 1 where `value` goes right at an inner node, else 0: a number, so that the processor has no branch to predict. */
  readonly isRight: (node: number, value: number) => number;
}

export function laidFlat(trees: readonly Tree[]): FlatTrees {
  const roots = new Int32Array(trees.length);
  let nodes = 0;
  trees.forEach((tree, nth) => {
    roots[nth] = nodes;
    nodes += tree.column.length;
  });
  const treeOf = new Int32Array(nodes);
  const column = new Int32Array(nodes);
  const cut = new Float64Array(nodes);
  const children = new Int32Array(2 * nodes);
  trees.forEach((tree, nth) => {
    const root = roots[nth];
    for (let node = 0; node < tree.column.length; node += 1) {
      treeOf[root + node] = nth;
      column[root + node] = tree.column[node];
      cut[root + node] = tree.column[node] < 0 ? tree.value[node] : tree.threshold[node];
      children[2 * (root + node)] = root + tree.left[node];
      children[2 * (root + node) + 1] = root + tree.right[node];
    }
  });
  const isRight = (node: number, value: number): number => {
    const over = value - cut[node];
    // A missing value and the cut of categories are NaN and take the slower branch.
    return Number.isNaN(over)
      ? +!goesLeft(trees[treeOf[node]], node - roots[treeOf[node]], value)
      : +(value > cut[node]);
  };
  return { roots, column, cut, children, isRight };
}
