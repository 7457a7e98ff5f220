import { InputError } from '../../errors.ts';
import type { FeatureMatrix } from '../matrix.ts';

/** @throws InputError where labels or weights do not fit the rows, or rows of only one label have weight */
export function checkTrainingRows(
  matrix: FeatureMatrix,
  labels: Uint8Array,
  weights: Float64Array | undefined,
): void {
  if (labels.length !== matrix.rows)
    throw new InputError(
      `Training needs a label for each of the ${matrix.rows} rows; there are ${labels.length}.`,
    );
  if (weights !== undefined && weights.length !== matrix.rows)
    throw new InputError(
      `Training needs a weight for each of the ${matrix.rows} rows; there are ${weights.length}.`,
    );
  for (const label of [0, 1]) {
    if (!labels.some((value, row) => value === label && (weights === undefined || weights[row] > 0)))
      throw new InputError(`Training needs rows of both labels; none has label ${label}.`);
  }
}

/** @throws RangeError where the width of a row differs from the model's */
export function checkWidth(row: Float64Array, columns: readonly string[]): void {
  if (row.length !== columns.length)
    throw new RangeError(`A row of ${row.length} values was given to a model of ${columns.length} columns.`);
}

/** The share of the total weight that rows with label 1 have. */
export function baseRate(labels: Uint8Array, weights: Float64Array | undefined): number {
  let positives = 0;
  let total = 0;
  for (let row = 0; row < labels.length; row += 1) {
    const weight = weights === undefined ? 1 : weights[row];
    positives += weight * labels[row];
    total += weight;
  }
  return positives / total;
}

/** Places of the columns, sorted by name: the first of two equal splits counts, whatever the order of the columns. */
export const placesByName = (columns: readonly string[]): number[] =>
  [...columns.keys()].sort((a, b) => (columns[a] < columns[b] ? -1 : 1));
