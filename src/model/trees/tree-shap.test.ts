import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goesLeft, type Tree } from './tree.ts';
import { treesExplainer } from './tree-shap.ts';

const WIDTH = 4;

interface Branch {
  readonly column: number;
  readonly threshold: number;
  readonly missingLeft: boolean;
  readonly leftShare: number;
  readonly left: Branch | number;
  readonly right: Branch | number;
}

/** Trees up to five splits deep over four columns, so that columns come again on a way. */
const { branch } = fc.letrec<{ branch: Branch; side: Branch | number }>((tie) => ({
  branch: fc.record({
    column: fc.integer({ min: 0, max: WIDTH - 1 }),
    threshold: fc.integer({ min: -2, max: 2 }),
    missingLeft: fc.boolean(),
    leftShare: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    left: tie('side'),
    right: tie('side'),
  }),
  side: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.double({ min: -3, max: 3, noNaN: true }),
    tie('branch'),
  ),
}));

function treeOf(root: Branch): Tree {
  const nodes: { branch: Branch | number; cover: number; left: number; right: number }[] = [];
  const add = (branch: Branch | number, cover: number): number => {
    const place = nodes.length;
    const node = { branch, cover, left: 0, right: 0 };
    nodes.push(node);
    if (typeof branch === 'number') return place;
    node.left = add(branch.left, cover * branch.leftShare);
    node.right = add(branch.right, cover * (1 - branch.leftShare));
    return place;
  };
  add(root, 1000);
  const inner = <Value>(of: (branch: Branch) => Value, otherwise: Value) =>
    nodes.map(({ branch }) => (typeof branch === 'number' ? otherwise : of(branch)));
  return {
    column: Int32Array.from(inner(({ column }) => column, -1)),
    threshold: Float64Array.from(inner(({ threshold }) => threshold, 0)),
    categories: nodes.map(() => null),
    missingLeft: Uint8Array.from(inner(({ missingLeft }) => (missingLeft ? 1 : 0), 0)),
    left: Int32Array.from(nodes, ({ left }) => left),
    right: Int32Array.from(nodes, ({ right }) => right),
    value: Float64Array.from(nodes, ({ branch }) => (typeof branch === 'number' ? branch : 0)),
    cover: Float64Array.from(nodes, ({ cover }) => cover),
  };
}

/** What the tree is expected to say when only the columns in `known` are: the game whose Shapley values are wanted. */
function expected(tree: Tree, row: Float64Array, known: number, node = 0): number {
  const column = tree.column[node];
  if (column < 0) return tree.value[node];
  const [left, right] = [tree.left[node], tree.right[node]];
  if ((known >> column) & 1)
    return expected(tree, row, known, goesLeft(tree, node, row[column]) ? left : right);
  const both = [left, right].map((child) => tree.cover[child] * expected(tree, row, known, child));
  return (both[0] + both[1]) / tree.cover[node];
}

/** By the definition: the mean over all orders of what a column adds to those before it (Shapley 1953). */
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

const anyRow = fc
  .array(fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -3, max: 3 })), {
    minLength: WIDTH,
    maxLength: WIDTH,
  })
  .map((values) => Float64Array.from(values));

test('parts are the Shapley values by definition, and with the base add up to the answer', () => {
  fc.assert(
    fc.property(branch, anyRow, (root, row) => {
      const tree = treeOf(root);
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
