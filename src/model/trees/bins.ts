import { columnAt, type FeatureMatrix } from '../matrix.ts';

/** Values of a column fall into bins 0 to 254; this one holds the missing. */
export const MISSING_BIN = 255;
/** Room for the bins of one column. */
export const BIN_ROOM = 256;

/** How the values of one column become bins. */
export type ColumnBins =
  /** Bin b holds the values above edge b - 1 up to edge b; the last has no upper edge. */
  | { readonly kind: 'numbers'; readonly edges: Float64Array }
  /** Bin b holds category b. */
  | { readonly kind: 'categories'; readonly count: number };

/** A matrix whose values are bins: row after row, one byte each. */
export interface BinnedMatrix {
  readonly rows: number;
  readonly width: number;
  readonly columns: readonly ColumnBins[];
  readonly bins: Uint8Array;
}

/** Edges are found on at most so many rows, evenly spread; more do not move them by much. */
const SAMPLE_ROWS = 200_000;

/**
 * Puts every value into one of at most `maxBins` bins of its column (quantiles by weight; a value that fills a bin by
 * itself gets one). Rows without weight do not count.
 *
 * @param bins where to put them, `rows` times `width` bytes
 */
export function binMatrix(
  matrix: FeatureMatrix,
  weights: Float64Array | undefined,
  maxBins: number,
  bins: Uint8Array,
): BinnedMatrix {
  const categorical = new Set(matrix.categories ?? []);
  const columns = matrix.columns.map((name, place): ColumnBins => {
    const values = columnAt(matrix, place);
    return categorical.has(name)
      ? { kind: 'categories', count: values.reduce((most, code) => (code >= most ? code + 1 : most), 0) }
      : { kind: 'numbers', edges: edgesOf(values, weights, maxBins) };
  });
  fillBins(matrix, columns, bins);
  return { rows: matrix.rows, width: columns.length, columns, bins };
}

function fillBins(matrix: FeatureMatrix, columns: readonly ColumnBins[], bins: Uint8Array): void {
  const width = columns.length;
  columns.forEach((column, place) => {
    for (let at = place; at < bins.length; at += width) bins[at] = binOf(column, matrix.values[at]);
  });
}

/** The bin of a value; NaN is missing, and so is a category that training did not have. */
export function binOf(column: ColumnBins, value: number): number {
  if (Number.isNaN(value)) return MISSING_BIN;
  if (column.kind === 'categories') return value < column.count ? value : MISSING_BIN;
  const { edges } = column;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= edges[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

export const binCount = (column: ColumnBins): number =>
  column.kind === 'categories' ? column.count : column.edges.length + 1;

/** Upper edges between neighbouring bins, halfway between the values on either side. */
function edgesOf(values: Float64Array, weights: Float64Array | undefined, maxBins: number): Float64Array {
  const known = distinctValues(values, weights);
  const cuts = known.values.length <= maxBins ? allCuts(known.values) : quantileCuts(known, maxBins);
  return Float64Array.from(cuts, (cut) => between(known.values[cut], known.values[cut + 1]));
}

/** Halfway, but never so close that rounding takes the upper value along. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle < high ? middle : low;
}

interface Distinct {
  /** Rising. */
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

function distinctValues(values: Float64Array, weights: Float64Array | undefined): Distinct {
  const step = Math.max(1, Math.floor(values.length / SAMPLE_ROWS));
  const rows = new Uint32Array(Math.ceil(values.length / step));
  let known = 0;
  for (let row = 0; row < values.length; row += step) {
    if (Number.isNaN(values[row]) || (weights !== undefined && !(weights[row] > 0))) continue;
    rows[known] = row;
    known += 1;
  }
  const used = rows.subarray(0, known);
  if (weights === undefined) return distinctSorted(picked(values, used).sort(), null);
  used.sort((a, b) => values[a] - values[b]);
  return distinctSorted(picked(values, used), picked(weights, used));
}

function picked(values: Float64Array, rows: Uint32Array): Float64Array {
  const chosen = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) chosen[i] = values[rows[i]];
  return chosen;
}

function distinctSorted(sorted: Float64Array, weights: Float64Array | null): Distinct {
  const values = new Float64Array(sorted.length);
  const sums = new Float64Array(sorted.length);
  let count = 0;
  for (let i = 0; i < sorted.length; i += 1) {
    if (count === 0 || sorted[i] !== values[count - 1]) {
      values[count] = sorted[i];
      count += 1;
    }
    sums[count - 1] += weights === null ? 1 : weights[i];
  }
  return { values: values.subarray(0, count), weights: sums.subarray(0, count) };
}

const allCuts = (values: Float64Array): number[] =>
  Array.from({ length: Math.max(0, values.length - 1) }, (_, i) => i);

/**
 * Places after which a bin ends, so that bins weigh about the same. A value as heavy as a bin has one to itself, and the
 * others share what is left (the greedy rule of LightGBM; Ke et al. 2017, "LightGBM: a highly efficient gradient
 * boosting decision tree").
 */
function quantileCuts({ values, weights }: Distinct, maxBins: number): number[] {
  const sum = (parts: Float64Array) => parts.reduce((total, part) => total + part, 0);
  const heavyFrom = sum(weights) / maxBins;
  const light = weights.filter((weight) => weight < heavyFrom);
  let weightLeft = sum(light);
  let binsLeft = maxBins - (weights.length - light.length);
  let share = weightLeft / Math.max(1, binsLeft);
  let filled = 0;
  const cuts: number[] = [];
  for (let i = 0; i < values.length - 1 && cuts.length < maxBins - 1; i += 1) {
    const heavy = weights[i] >= heavyFrom;
    filled += weights[i];
    if (!heavy) weightLeft -= weights[i];
    // A bin in front of a heavy value ends where it is half full, so that no crumbs are left between heavy values.
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
