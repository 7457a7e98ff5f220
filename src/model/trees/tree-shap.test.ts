import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyRow, anyTree, WIDTH } from '../../../test/fixtures/any-tree.ts';
import { goesLeft, type Tree } from './tree.ts';
import { treesExplainer } from './tree-shap.ts';

/** The tree's expected answer when only the columns in `known` are known: the game whose Shapley values are tested. */
function expected(tree: Tree, row: Float64Array, known: number, node = 0): number {
  const column = tree.column[node];
  if (column < 0) return tree.value[node];
  const [left, right] = [tree.left[node], tree.right[node]];
  if ((known >> column) & 1)
    return expected(tree, row, known, goesLeft(tree, node, row[column]) ? left : right);
  const both = [left, right].map((child) => tree.cover[child] * expected(tree, row, known, child));
  return (both[0] + both[1]) / tree.cover[node];
}

/** By the definition: the mean, over all orders, of what a column adds to the columns before it (Shapley 1953). */
function shapley(tree: Tree, row: Float64Array): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const size = (set: number) => [...set.toString(2)].filter((bit) => bit === '1').length;
  return Array.from({ length: WIDTH }, (_, column) => {
    let sum = 0;
    for (let set = 0; set < 1 << WIDTH; set += 1) {
      if ((set >> column) & 1) continue;
      const orders = (factorial(size(set)) * factorial(WIDTH - size(set) - 1)) / factorial(WIDTH);
      sum += orders * (expected(tree, row, set | (1 << column)) - expected(tree, row, set));
    }
    return sum;
  });
}

test('parts are the Shapley values by definition, and with the base add up to the answer', () => {
  fc.assert(
    fc.property(anyTree, anyRow, (tree, row) => {
      const out = new Float64Array(WIDTH);
      const explainer = treesExplainer([tree]);
      explainer.explain(row, out);
      shapley(tree, row).forEach((part, column) => {
        expect(out[column]).toBeCloseTo(part, 10);
      });
      const everything = (1 << WIDTH) - 1;
      expect(explainer.base).toBeCloseTo(expected(tree, row, 0), 12);
      expect(explainer.base + out.reduce((sum, part) => sum + part, 0)).toBeCloseTo(
        expected(tree, row, everything),
        10,
      );
    }),
    { numRuns: 500 },
  );
});
