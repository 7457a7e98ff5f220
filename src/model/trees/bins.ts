import type { FeatureMatrix } from '../matrix.ts';

/** The bin of missing values; known values of a column fall into bins 0 to 254. */
export const MISSING_BIN = 255;
/** Room for the bins of one column. */
export const BIN_ROOM = 256;

/** How the values of one column become bins. */
export type ColumnBins =
  /** Bin b holds the values above edge b - 1 up to edge b; the last bin has no upper edge. */
  | { readonly kind: 'numbers'; readonly edges: Float64Array }
  /** Bin b holds category b. */
  | { readonly kind: 'categories'; readonly count: number };

/** A matrix whose values are bins: column after column, one byte each. */
export interface BinnedMatrix {
  readonly rows: number;
  readonly columns: readonly ColumnBins[];
  readonly bins: Uint8Array;
}

/** Edges are found on at most this many rows, evenly spread; more rows hardly move them. */
const SAMPLE_ROWS = 100_000;

/**
 * Puts every value into one of at most `maxBins` bins of its column (quantiles by weight; a value heavy enough to fill a bin
 * gets one of its own). Rows without weight do not count.
 */
export function binMatrix(
  matrix: FeatureMatrix,
  weights: Float64Array | undefined,
  maxBins: number,
): BinnedMatrix {
  const { rows } = matrix;
  const categorical = new Set(matrix.categories ?? []);
  const distinct = newDistinctFinder(matrix, weights);
  const columns = matrix.columns.map(
    (name, place): ColumnBins =>
      categorical.has(name)
        ? { kind: 'categories', count: categoriesIn(matrix, place) }
        : { kind: 'numbers', edges: edgesOf(distinct(place), maxBins) },
  );
  return { rows, columns, bins: binsOf(matrix, columns) };
}

/** The number of categories: one more than the greatest code. */
function categoriesIn({ values, columns }: FeatureMatrix, place: number): number {
  let count = 0;
  for (let at = place; at < values.length; at += columns.length)
    if (values[at] >= count) count = values[at] + 1;
  return count;
}

/** How many rows' values stay in the processor's cache while a loop goes through their columns. */
const ROWS_AT_ONCE = 512;

function binsOf({ rows, values }: FeatureMatrix, columns: readonly ColumnBins[]): Uint8Array {
  const width = columns.length;
  const bins = new Uint8Array(rows * width);
  for (let start = 0; start < rows; start += ROWS_AT_ONCE) {
    const end = Math.min(rows, start + ROWS_AT_ONCE);
    columns.forEach((column, place) => {
      for (let row = start; row < end; row += 1)
        bins[place * rows + row] = binOf(column, values[row * width + place]);
    });
  }
  return bins;
}

/** The bin of a value; NaN is missing, and so is a category that training did not have. */
export function binOf(column: ColumnBins, value: number): number {
  if (Number.isNaN(value)) return MISSING_BIN;
  if (column.kind === 'categories') return value < column.count ? value : MISSING_BIN;
  return placeOf(column.edges, value);
}

/** How many of the rising `values` are below `value`. */
function placeOf(values: Float64Array, value: number): number {
  let low = 0;
  let span = values.length;
  // The comparison is used as a number, so that the processor has no branch to predict.
  while (span > 0) {
    const half = (span + 1) >>> 1;
    low += half * +(value > values[low + half - 1]);
    span -= half;
  }
  return low;
}

export const binCount = (column: ColumnBins): number =>
  column.kind === 'categories' ? column.count : column.edges.length + 1;

/** Upper edges between neighbouring bins, halfway between the values on either side. */
function edgesOf(known: Distinct, maxBins: number): Float64Array {
  const cuts = known.values.length <= maxBins ? allCuts(known.values) : quantileCuts(known, maxBins);
  return Float64Array.from(cuts, (cut) => between(known.values[cut], known.values[cut + 1]));
}

/** Halfway between the two, but never so close to the upper value that rounding reaches it. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle < high ? middle : low;
}

interface Distinct {
  /** The values in rising order. */
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** Finds the distinct values of one column after another; each answer overwrites the previous one. */
function newDistinctFinder({ rows, columns, values }: FeatureMatrix, weights: Float64Array | undefined) {
  const width = columns.length;
  const step = Math.max(1, Math.ceil(rows / SAMPLE_ROWS));
  const sample = new Float64Array(Math.ceil(rows / step));
  const sums = new Float64Array(sample.length);
  const counts = (value: number, row: number) =>
    !Number.isNaN(value) && (weights === undefined || weights[row] > 0);
  return (place: number): Distinct => {
    let known = 0;
    for (let row = 0; row < rows; row += step) {
      const value = values[row * width + place];
      if (!counts(value, row)) continue;
      sample[known] = value;
      known += 1;
    }
    const found = joined(sample.subarray(0, known).sort(), sums);
    if (weights === undefined) return found;
    found.weights.fill(0);
    for (let row = 0; row < rows; row += step) {
      const value = values[row * width + place];
      if (counts(value, row)) found.weights[placeOf(found.values, value)] += weights[row];
    }
    return found;
  };
}

/** Joins equal values in place and counts them. */
function joined(sorted: Float64Array, counts: Float64Array): Distinct {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i += 1) {
    if (distinct === 0 || sorted[i] !== sorted[distinct - 1]) {
      sorted[distinct] = sorted[i];
      counts[distinct] = 0;
      distinct += 1;
    }
    counts[distinct - 1] += 1;
  }
  return { values: sorted.subarray(0, distinct), weights: counts.subarray(0, distinct) };
}

const allCuts = (values: Float64Array): number[] =>
  Array.from({ length: Math.max(0, values.length - 1) }, (_, i) => i);

/**
 * Places after which a bin ends, so that bins weigh about the same. A value as heavy as a bin has a bin to itself, and the
 * lighter values share the bins that are left (the greedy rule of LightGBM; Ke et al. 2017, "LightGBM: a highly efficient
 * gradient boosting decision tree").
 */
function quantileCuts({ values, weights }: Distinct, maxBins: number): number[] {
  let total = 0;
  for (const weight of weights) total += weight;
  const heavyFrom = total / maxBins;
  let weightLeft = 0;
  let binsLeft = maxBins;
  for (const weight of weights) {
    if (weight < heavyFrom) weightLeft += weight;
    else binsLeft -= 1;
  }
  let share = weightLeft / Math.max(1, binsLeft);
  let filled = 0;
  const cuts: number[] = [];
  for (let i = 0; i < values.length - 1 && cuts.length < maxBins - 1; i += 1) {
    const heavy = weights[i] >= heavyFrom;
    filled += weights[i];
    if (!heavy) weightLeft -= weights[i];
    // A bin in front of a heavy value may end half full, so that no tiny bins are left between heavy values.
    const ends = heavy || filled >= share || (weights[i + 1] >= heavyFrom && filled >= share / 2);
    if (!ends) continue;
    cuts.push(i);
    filled = 0;
    if (heavy) continue;
    binsLeft -= 1;
    share = weightLeft / Math.max(1, binsLeft);
  }
  return cuts;
}
