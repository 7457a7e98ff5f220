import { binCount, type ColumnBins, MISSING_BIN } from './bins.ts';
import { columnOf } from './histograms.ts';

/** What a split is judged by. */
export interface SplitRules {
  /** L2 penalty on leaf values. */
  readonly l2: number;
  /** A split must lower the loss by more than this. */
  readonly minGain: number;
  /** The least sum of hessians of a leaf. */
  readonly minHessian: number;
  /** For each column 1 where a larger value may only raise the margin, -1 only lower it, 0 for either. */
  readonly directions: Int8Array;
}

/** The sums over a leaf's rows, and how far its value may go so that monotone columns stay so. */
export interface LeafSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Where a leaf is best split. */
export interface Split {
  readonly column: number;
  /** How much lower the loss gets. */
  readonly gain: number;
  /** Bins up to it go left; not for categories. */
  readonly bin: number;
  readonly missingLeft: boolean;
  /** Category codes that go left; null for numbers. */
  readonly categories: readonly number[] | null;
  readonly left: LeafSums;
  readonly right: LeafSums;
}

/** The value that lowers the loss most (Chen and Guestrin 2016, "XGBoost", eq. 5), kept within its bounds. */
export const leafWeight = ({ gradient, hessian, lowest, highest }: LeafSums, l2: number): number =>
  Math.min(Math.max(-gradient / (hessian + l2), lowest), highest);

/** By how much a leaf of this value lowers the loss, times two. */
const scoreOf = (gradient: number, hessian: number, l2: number, value: number): number =>
  -(2 * gradient * value + (hessian + l2) * value * value);

/**
 * The split of a leaf that lowers the loss most, over `columns`; null where none is worth it.
 *
 * @param histogram of the leaf's rows
 */
export function bestSplit(
  bins: readonly ColumnBins[],
  columns: ArrayLike<number>,
  histogram: Float64Array,
  leaf: LeafSums,
  rules: SplitRules,
): Split | null {
  const search = newSearch(leaf, rules);
  for (let i = 0; i < columns.length; i += 1) {
    const column = columns[i];
    const sums = columnOf(histogram, column);
    const kind = bins[column];
    if (kind.kind === 'numbers') scanNumbers(search, column, binCount(kind), sums);
    else scanCategories(search, column, kind.count, sums);
  }
  return splitFound(search);
}

/** The best split so far, kept in place: a leaf tries some ten thousand. */
interface Search {
  readonly leaf: LeafSums;
  readonly rules: SplitRules;
  readonly parentScore: number;
  column: number;
  gain: number;
  bin: number;
  missingLeft: boolean;
  categories: readonly number[] | null;
  leftGradient: number;
  leftHessian: number;
}

const newSearch = (leaf: LeafSums, rules: SplitRules): Search => ({
  leaf,
  rules,
  parentScore: scoreOf(leaf.gradient, leaf.hessian, rules.l2, leafWeight(leaf, rules.l2)),
  column: -1,
  gain: rules.minGain,
  bin: 0,
  missingLeft: false,
  categories: null,
  leftGradient: 0,
  leftHessian: 0,
});

/** Cuts after each bin, the missing once on the right and, where there are any, once on the left. */
function scanNumbers(search: Search, column: number, count: number, sums: Float64Array): void {
  const missingGradient = sums[2 * MISSING_BIN];
  const missingHessian = sums[2 * MISSING_BIN + 1];
  if (missingHessian === 0) {
    scan(search, column, count - 1, sums, 0, 0, false);
    // Where training had no missing values, one that comes later goes where most rows went.
    if (search.column === column) search.missingLeft = 2 * search.leftHessian > search.leaf.hessian;
    return;
  }
  // The last cut sets all that is known against all that is not.
  scan(search, column, count, sums, 0, 0, false);
  scan(search, column, count - 1, sums, missingGradient, missingHessian, true);
}

/** Cuts after each of the first `cuts` bins, with what is on the left already. */
function scan(
  search: Search,
  column: number,
  cuts: number,
  sums: Float64Array,
  gradientBefore: number,
  hessianBefore: number,
  missingLeft: boolean,
): void {
  const { leaf, rules } = search;
  const { l2, minHessian } = rules;
  let gradient = gradientBefore;
  let hessian = hessianBefore;
  let enough = enoughFor(search);
  for (let bin = 0; bin < cuts; bin += 1) {
    gradient += sums[2 * bin];
    hessian += sums[2 * bin + 1];
    if (hessian < minHessian) continue;
    const rest = leaf.hessian - hessian;
    if (rest < minHessian) break;
    const restGradient = leaf.gradient - gradient;
    // Bounds and directions can only make a cut worse, so most are settled here: two scores against enough, times both
    // denominators, for dividing takes longer than all else.
    const below = hessian + l2;
    const above = rest + l2;
    if (gradient * gradient * above + restGradient * restGradient * below <= enough * below * above) continue;
    consider(search, column, bin, missingLeft, null, gradient, hessian);
    enough = enoughFor(search);
  }
}

/**
 * A cut whose two scores come to less need not be looked at. A trifle below what the best cut has, so that rounding keeps
 * none out that is better: which columns were searched before, and on which thread, has no say.
 */
function enoughFor({ gain, parentScore }: Search): number {
  const best = 2 * gain + parentScore;
  return best - 1e-9 * Math.abs(best);
}

/** Pulls the mean of a rare category towards the leaf's, so that chance does not put it first. */
const CATEGORY_PRIOR_HESSIAN = 10;

/**
 * Cuts through the categories in the order of their mean gradient, among which the best split of two groups is (Fisher
 * 1958, "On grouping for maximum homogeneity"). The missing stay on the right.
 */
function scanCategories(search: Search, column: number, count: number, sums: Float64Array): void {
  const mean = (code: number) => sums[2 * code] / (sums[2 * code + 1] + CATEGORY_PRIOR_HESSIAN);
  const present = Array.from({ length: count }, (_, code) => code).filter((code) => sums[2 * code + 1] > 0);
  const ordered = present.toSorted((a, b) => mean(a) - mean(b) || a - b);
  const cuts = sums[2 * MISSING_BIN + 1] > 0 ? ordered.length : ordered.length - 1;
  let gradient = 0;
  let hessian = 0;
  for (let taken = 0; taken < cuts; taken += 1) {
    gradient += sums[2 * ordered[taken]];
    hessian += sums[2 * ordered[taken] + 1];
    consider(search, column, taken, false, ordered, gradient, hessian);
  }
}

function consider(
  search: Search,
  column: number,
  bin: number,
  missingLeft: boolean,
  categories: readonly number[] | null,
  leftGradient: number,
  leftHessian: number,
): void {
  const { leaf, rules } = search;
  const rightHessian = leaf.hessian - leftHessian;
  if (leftHessian < rules.minHessian || rightHessian < rules.minHessian) return;
  const rightGradient = leaf.gradient - leftGradient;
  const left = bounded(-leftGradient / (leftHessian + rules.l2), leaf);
  const right = bounded(-rightGradient / (rightHessian + rules.l2), leaf);
  if (rules.directions[column] * (right - left) < 0) return;
  const score =
    scoreOf(leftGradient, leftHessian, rules.l2, left) +
    scoreOf(rightGradient, rightHessian, rules.l2, right);
  const gain = (score - search.parentScore) / 2;
  if (!(gain > search.gain)) return;
  search.column = column;
  search.gain = gain;
  search.bin = bin;
  search.missingLeft = missingLeft;
  search.categories = categories;
  search.leftGradient = leftGradient;
  search.leftHessian = leftHessian;
}

const bounded = (value: number, { lowest, highest }: LeafSums): number =>
  value < lowest ? lowest : value > highest ? highest : value;

function splitFound(search: Search): Split | null {
  const { leaf, rules, column, gain, bin, missingLeft, categories, leftGradient, leftHessian } = search;
  if (column < 0) return null;
  const left = { ...leaf, gradient: leftGradient, hessian: leftHessian };
  const right = { ...leaf, gradient: leaf.gradient - leftGradient, hessian: leaf.hessian - leftHessian };
  const direction = rules.directions[column];
  // Below a monotone split neither side may pass the middle between the two.
  const middle = (leafWeight(left, rules.l2) + leafWeight(right, rules.l2)) / 2;
  const low = { highest: Math.min(leaf.highest, middle) };
  const high = { lowest: Math.max(leaf.lowest, middle) };
  return {
    column,
    gain,
    bin,
    missingLeft,
    categories: categories === null ? null : categories.slice(0, bin + 1),
    left: direction === 0 ? left : { ...left, ...(direction > 0 ? low : high) },
    right: direction === 0 ? right : { ...right, ...(direction > 0 ? high : low) },
  };
}
