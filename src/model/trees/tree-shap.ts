import { gaussLegendre } from '../../stats/gauss-legendre.ts';
import { laidFlat } from './laid-flat.ts';
import { MOST_SPLITS_DEEP, type Tree } from './tree.ts';

/**
 * Splits the answer of trees into a part for each column: Shapley values of the game in which a column that is not in the
 * coalition sends a row down both branches, weighted by the training rows that went there (Lundberg et al. 2020, "From local
 * explanations to global understanding with explainable AI for trees", Nature Machine Intelligence 2, "path-dependent"
 * TreeSHAP).
 *
 * A leaf's answer counts as its value times a product over the columns on its path. For a column in the coalition the factor
 * is 1 where the row passes all of its questions there, otherwise 0; for a column outside, it is the share of training rows
 * that pass. The parts of such a product depend on the row only through the set of columns that it fails. Where a leaf has
 * few such sets, the parts of every set are computed in advance (Yang 2021, "Fast TreeSHAP", version 2); otherwise they are
 * computed for each row.
 */
export interface TreesExplainer {
  /** Adds each column's part to `out`; base plus parts is the sum of the trees' values for the row. */
  explain(row: Float64Array, out: Float64Array): void;
  /** The trees' mean value over the training rows. */
  readonly base: number;
}

/** 16 MB of numbers; a row reads a few of them for each leaf. */
const MOST_READY = 1 << 21;

/** @param room how many numbers are kept ready; the shortest paths come first */
export function treesExplainer(trees: readonly Tree[], room = MOST_READY): TreesExplainer {
  const { column, cut, children, isRight } = laidFlat(trees);
  const { bit, base, from, to, columns, shares, readyFrom, ready } = waysOf(trees, room);
  const inner = Int32Array.from(column.keys()).filter((node) => column[node] >= 0);
  const leaves = Int32Array.from(column.keys()).filter((node) => column[node] < 0);
  /** For each node, the set of columns on its path that the row fails. */
  const failed = new Int32Array(column.length);
  const parts = new Float64Array(MOST_SPLITS_DEEP);
  return {
    base,
    explain(row, out) {
      // Children come after their parents.
      for (let n = 0; n < inner.length; n += 1) {
        const node = inner[n];
        const right = isRight(node, row[column[node]]);
        failed[children[2 * node + right]] = failed[node];
        failed[children[2 * node + 1 - right]] = failed[node] | bit[node];
      }
      for (let n = 0; n < leaves.length; n += 1) {
        const node = leaves[n];
        const start = from[node];
        const end = to[node];
        let of = ready;
        let place = readyFrom[node] + failed[node] * (end - start) - start;
        if (readyFrom[node] < 0) {
          leafParts(cut[node], shares, start, end, failed[node], parts, 0);
          of = parts;
          place = -start;
        }
        for (let i = start; i < end; i += 1) out[columns[i]] += of[place + i];
      }
    },
  };
}

/** The paths to all leaves. A path lists the distinct columns of its questions, in the order of their first question. */
interface Ways {
  /** At an inner node, the bit of its column in the sets of failed columns of the leaves below. */
  readonly bit: Int32Array;
  /** The trees' mean value over the training rows. */
  readonly base: number;
  /** For a leaf, where its path begins and ends in `columns` and `shares`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly columns: Int32Array;
  /** For each column of a path, the share of training rows that pass its questions there. */
  readonly shares: Float64Array;
  /** For a leaf, where its parts for each set of failed columns begin in `ready`; -1 where there are too many sets. */
  readonly readyFrom: Int32Array;
  readonly ready: Float64Array;
}

function waysOf(trees: readonly Tree[], room: number): Ways {
  const nodes = trees.reduce((sum, tree) => sum + tree.column.length, 0);
  const [bit, from, to] = [new Int32Array(nodes), new Int32Array(nodes), new Int32Array(nodes)];
  const readyFrom = new Int32Array(nodes).fill(-1);
  const columns: number[] = [];
  const shares: number[] = [];
  const values: number[] = [];
  const leaves: number[] = [];
  let base = 0;
  let root = 0;
  for (const tree of trees) {
    const visit = (node: number, asked: readonly number[], passing: readonly number[]): void => {
      if (tree.column[node] < 0) {
        from[root + node] = columns.length;
        columns.push(...asked);
        shares.push(...passing);
        to[root + node] = columns.length;
        base += tree.value[node] * passing.reduce((product, share) => product * share, 1);
        leaves.push(root + node);
        values.push(tree.value[node]);
        return;
      }
      const before = asked.indexOf(tree.column[node]);
      const place = before < 0 ? asked.length : before;
      const now = before < 0 ? [...asked, tree.column[node]] : asked;
      bit[root + node] = 1 << place;
      for (const child of [tree.left[node], tree.right[node]]) {
        const share = ((passing[place] ?? 1) * tree.cover[child]) / tree.cover[node];
        visit(child, now, [...passing.slice(0, place), share, ...passing.slice(place + 1)]);
      }
    };
    visit(0, [], []);
    root += tree.column.length;
  }
  const allShares = Float64Array.from(shares);
  const lengthOf = (node: number) => to[node] - from[node];
  const most = mostColumnsReady(leaves.map(lengthOf), room);
  let size = 0;
  for (const node of leaves) {
    if (lengthOf(node) > most) continue;
    readyFrom[node] = size;
    size += numbersReady(lengthOf(node));
  }
  const ready = new Float64Array(size);
  leaves.forEach((node, nth) => {
    if (readyFrom[node] < 0) return;
    const count = lengthOf(node);
    for (let set = 0; set < 1 << count; set += 1)
      leafParts(values[nth], allShares, from[node], to[node], set, ready, readyFrom[node] + set * count);
  });
  return { bit, base, from, to, columns: Int32Array.from(columns), shares: allShares, readyFrom, ready };
}

/** How many numbers the parts of a path with `count` columns take, over all sets of columns that a row may fail. */
const numbersReady = (count: number): number => count * 2 ** count;

/** The greatest length of a path such that the parts of all paths up to that length fit into `room`. */
function mostColumnsReady(lengths: readonly number[], room: number): number {
  let used = 0;
  for (let most = 1; most <= MOST_SPLITS_DEEP; most += 1) {
    used += lengths.filter((length) => length === most).length * numbersReady(most);
    if (used > room) return most - 1;
  }
  return MOST_SPLITS_DEEP;
}

/**
 * The Shapley values of a leaf's product, written to `out` from `offset`: the integral over t in 0 to 1 of the product's
 * derivative by each column, at the point where every column is in the coalition with probability t (Owen 1972,
 * "Multilinear extensions of games"). The integrand is a polynomial of a degree below the number of columns, so
 * Gauss-Legendre quadrature with half as many points is exact.
 *
 * @param shares has, from `from` to `to`, the share of training rows that pass for each column
 * @param failed the set of columns that the row fails, as bits
 */
function leafParts(
  value: number,
  shares: Float64Array,
  from: number,
  to: number,
  failed: number,
  out: Float64Array,
  offset: number,
): void {
  const count = to - from;
  const { points, weights } = quadrature(Math.ceil(count / 2));
  for (let i = 0; i < count; i += 1) out[offset + i] = 0;
  for (let q = 0; q < points.length; q += 1) {
    const t = points[q];
    // 1 where the row passes: a number, so that the processor has no branch to predict.
    let product = weights[q] * value;
    for (let i = 0; i < count; i += 1) product *= shares[from + i] * (1 - t) + (1 - ((failed >>> i) & 1)) * t;
    for (let i = 0; i < count; i += 1) {
      const passes = 1 - ((failed >>> i) & 1);
      out[offset + i] += (product * (passes - shares[from + i])) / (shares[from + i] * (1 - t) + passes * t);
    }
  }
}

const rules: { points: Float64Array; weights: Float64Array }[] = [];

/** Points and weights of the quadrature with `count` points; computed once for each count. */
function quadrature(count: number): { points: Float64Array; weights: Float64Array } {
  rules[count] ??= gaussLegendre(count);
  return rules[count];
}
