import { laidFlat } from './laid-flat.ts';
import type { Tree } from './tree.ts';

/** The sum of the leaf values that a row reaches in the trees, added in the order of the trees. */
export function leafSum(trees: readonly Tree[]): (row: Float64Array) => number {
  const { roots, column, cut, children, isRight } = laidFlat(trees);
  const below = (node: number, value: number): number => children[2 * node + isRight(node, value)];
  const leafUnder = (start: number, row: Float64Array): number => {
    let node = start;
    for (let asked = column[node]; asked >= 0; asked = column[node]) node = below(node, row[asked]);
    return node;
  };
  return (row) => {
    let sum = 0;
    // Two trees at a time: while the processor waits for a node of one tree, it goes on in the second.
    for (let nth = 0; nth + 1 < roots.length; nth += 2) {
      let [one, other] = [roots[nth], roots[nth + 1]];
      while (column[one] >= 0 && column[other] >= 0) {
        one = below(one, row[column[one]]);
        other = below(other, row[column[other]]);
      }
      sum += cut[leafUnder(one, row)];
      sum += cut[leafUnder(other, row)];
    }
    return roots.length % 2 === 0 ? sum : sum + cut[leafUnder(roots[roots.length - 1], row)];
  };
}
