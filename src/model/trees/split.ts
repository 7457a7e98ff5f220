import { binCount, type ColumnBins, MISSING_BIN } from './bins.ts';
import { columnOf } from './histograms.ts';

/** The rules by which splits are judged. */
export interface SplitRules {
  /** L2 penalty on leaf values. */
  readonly l2: number;
  /** A split must lower the loss by more than this. */
  readonly minGain: number;
  /** The least sum of hessians of a leaf. */
  readonly minHessian: number;
  /** For each column 1 where a larger value may only raise the margin, -1 where it may only lower it, 0 where it may do both. */
  readonly directions: Int8Array;
}

/** The sums over a leaf's rows, and the bounds of its value that keep monotone columns monotone. */
export interface LeafSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly lowest: number;
  readonly highest: number;
}

/** A split of a leaf. */
export interface Split {
  readonly column: number;
  /** By how much the split lowers the loss. */
  readonly gain: number;
  /** Bins up to this one go left; without meaning for categories. */
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

/** Twice the amount by which a leaf of this value lowers the loss. */
const scoreOf = (gradient: number, hessian: number, l2: number, value: number): number =>
  -(2 * gradient * value + (hessian + l2) * value * value);

/**
 * The split of a leaf, over `columns`, that lowers the loss most; null where no split lowers it enough.
 *
 * @param histogram the histogram of the leaf's rows
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

/** The best split so far, updated in place because a leaf tries some ten thousand splits. */
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

/** Tries a cut after each bin, with missing values on the right and, where there are any, also with them on the left. */
function scanNumbers(search: Search, column: number, count: number, sums: Float64Array): void {
  const missingGradient = sums[2 * MISSING_BIN];
  const missingHessian = sums[2 * MISSING_BIN + 1];
  if (missingHessian === 0) {
    scan(search, column, count - 1, sums, 0, 0, false);
    // Where training had no missing values, a missing value in service goes where most rows went.
    if (search.column === column) search.missingLeft = 2 * search.leftHessian > search.leaf.hessian;
    return;
  }
  // The last cut separates all known values from the missing ones.
  scan(search, column, count, sums, 0, 0, false);
  scan(search, column, count - 1, sums, missingGradient, missingHessian, true);
}

/** Tries a cut after each of the first `cuts` bins, starting from the sums that are already on the left. */
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
    // Bounds and directions can only make a cut worse, so most cuts fail here: two scores are compared with `enough`, all
    // multiplied by both denominators, because dividing takes longer than everything else.
    const below = hessian + l2;
    const above = rest + l2;
    if (gradient * gradient * above + restGradient * restGradient * below <= enough * below * above) continue;
    consider(search, column, bin, missingLeft, null, gradient, hessian);
    enough = enoughFor(search);
  }
}

/**
 * A cut needs no closer look where its two scores add up to less than this. It lies slightly below the scores of the best
 * cut so far, so that rounding excludes no better cut: the answer must not depend on which columns were searched before, or
 * on which thread.
 */
function enoughFor({ gain, parentScore }: Search): number {
  const best = 2 * gain + parentScore;
  return best - 1e-9 * Math.abs(best);
}

/** Pulls the mean of a rare category towards the mean of the leaf, so that chance does not put the category first. */
const CATEGORY_PRIOR_HESSIAN = 10;

/**
 * Tries cuts through the categories in the order of their mean gradient: the best split into two groups is one of these
 * (Fisher 1958, "On grouping for maximum homogeneity"). Missing values stay on the right.
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
