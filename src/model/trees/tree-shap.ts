import { gaussLegendre } from '../../stats/gauss-legendre.ts';
import { depthOf, goesLeft, type Tree } from './tree.ts';

/**
 * Takes a tree's answer apart into a part for each column: Shapley values of the game in which a column that is not in
 * the coalition sends a row down both ways, weighted by the training rows that went there (Lundberg et al. 2020, "From
 * local explanations to global understanding with explainable AI for trees", Nature Machine Intelligence 2,
 * "path-dependent" TreeSHAP).
 *
 * A leaf's answer counts as its value times a product over the columns on its way, with the factor `one` (1 where the
 * row itself passes, else 0) inside the coalition and `zero` (the share of training rows that pass) outside. The Shapley
 * value of such a product is the integral over t in 0 to 1 of its derivative at the point where each column is in with
 * probability t (Owen 1972, "Multilinear extensions of games"). The integrand is a polynomial, of a degree below the
 * number of columns on the way, so Gauss-Legendre quadrature with half as many points is exact. One walk over the tree
 * does all leaves at once.
 */
export interface TreeExplainer {
  /** Adds each column's part to `out`; base plus parts is the tree's value for the row. */
  explain(row: Float64Array, out: Float64Array): void;
  /** The tree's mean value over the training rows. */
  readonly base: number;
}

export function treeExplainer(tree: Tree): TreeExplainer {
  const depth = depthOf(tree);
  const { points, weights } = gaussLegendre(Math.max(1, Math.ceil(mostColumns(tree, 0, new Set()) / 2)));
  const walk: Walk = {
    tree,
    points,
    weights,
    products: new Float64Array((depth + 1) * points.length).fill(1),
    sums: new Float64Array((depth + 1) * points.length),
    one: new Float64Array(1 + Math.max(0, ...tree.column)).fill(1),
    zero: new Float64Array(1 + Math.max(0, ...tree.column)).fill(1),
  };
  return {
    base: meanValue(tree, 0),
    explain: (row, out) => descend(walk, row, out, 0, 0),
  };
}

interface Walk {
  readonly tree: Tree;
  /** Points and weights of the quadrature. */
  readonly points: Float64Array;
  readonly weights: Float64Array;
  /** For each depth and point the product of the factors on the way there. */
  readonly products: Float64Array;
  /** For each depth and point the sum of value times product over the leaves below. */
  readonly sums: Float64Array;
  /** The factors of each column on the way to where the walk is. */
  readonly one: Float64Array;
  readonly zero: Float64Array;
}

/** Visits `node`, leaves the sums over its leaves in its depth's place, and adds the parts they give. */
function descend(walk: Walk, row: Float64Array, out: Float64Array, node: number, depth: number): void {
  const { tree, points, products, sums } = walk;
  const count = points.length;
  const here = depth * count;
  const column = tree.column[node];
  if (column < 0) {
    for (let q = 0; q < count; q += 1) sums[here + q] = tree.value[node] * products[here + q];
    return;
  }
  sums.fill(0, here, here + count);
  const passes = goesLeft(tree, node, row[column]);
  enter(walk, row, out, node, depth, tree.left[node], passes);
  enter(walk, row, out, node, depth, tree.right[node], !passes);
}

/** Visits a child, with the column's factors as they are on this side. */
function enter(
  walk: Walk,
  row: Float64Array,
  out: Float64Array,
  node: number,
  depth: number,
  child: number,
  passes: boolean,
): void {
  const { tree, points, weights, products, sums, one, zero } = walk;
  const column = tree.column[node];
  const count = points.length;
  const [here, below] = [depth * count, (depth + 1) * count];
  const [oneBefore, zeroBefore] = [one[column], zero[column]];
  const oneNow = passes ? oneBefore : 0;
  const zeroNow = (zeroBefore * tree.cover[child]) / tree.cover[node];
  const [gapBefore, gapNow] = [oneBefore - zeroBefore, oneNow - zeroNow];
  for (let q = 0; q < count; q += 1) {
    const before = zeroBefore + gapBefore * points[q];
    const now = zeroNow + gapNow * points[q];
    products[below + q] = (products[here + q] / before) * now;
  }
  one[column] = oneNow;
  zero[column] = zeroNow;
  descend(walk, row, out, child, depth + 1);
  one[column] = oneBefore;
  zero[column] = zeroBefore;
  // The part of a column that was asked before counts with its last factors: the ones until here are taken out again.
  let part = 0;
  for (let q = 0; q < count; q += 1) {
    const before = zeroBefore + gapBefore * points[q];
    const now = zeroNow + gapNow * points[q];
    const sum = sums[below + q];
    // The difference of the two quotients by one division.
    part += (weights[q] * sum * (gapNow * before - gapBefore * now)) / (now * before);
    sums[here + q] += sum;
  }
  out[column] += part;
}

/** The most columns that are asked on one way from `node` down, those in `asked` included. */
function mostColumns(tree: Tree, node: number, asked: ReadonlySet<number>): number {
  const column = tree.column[node];
  if (column < 0) return asked.size;
  const now = new Set(asked).add(column);
  return Math.max(mostColumns(tree, tree.left[node], now), mostColumns(tree, tree.right[node], now));
}

function meanValue(tree: Tree, node: number): number {
  if (tree.column[node] < 0) return tree.value[node];
  const [left, right] = [tree.left[node], tree.right[node]];
  const weighted = tree.cover[left] * meanValue(tree, left) + tree.cover[right] * meanValue(tree, right);
  return weighted / tree.cover[node];
}
