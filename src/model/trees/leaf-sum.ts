import { laidFlat } from './laid-flat.ts';
import type { Tree } from './tree.ts';

/** The sum over trees of the leaf values that a row comes to, in the order of the trees. */
export function leafSum(trees: readonly Tree[]): (row: Float64Array) => number {
  const { roots, column, cut, children, isRight } = laidFlat(trees);
  return (row) => {
    let sum = 0;
    for (let nth = 0; nth < roots.length; nth += 1) {
      let node = roots[nth];
      for (let asked = column[node]; asked >= 0; asked = column[node])
        node = children[2 * node + isRight(node, row[asked])];
      sum += cut[node];
    }
    return sum;
  };
}
