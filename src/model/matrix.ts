import { InputError } from '../errors.ts';

/** Indicator values of many enrolments at many moments: what an estimator is fitted on. */
export interface FeatureMatrix {
  readonly columns: readonly string[];
  readonly rows: number;
  /** Row-major, `rows` times `columns.length`; NaN where a value is missing, never infinite. */
  readonly values: Float64Array;
  /** Columns whose values are codes of categories, whole numbers from 0 to 254. */
  readonly categories?: readonly string[];
}

/**
 * Wraps `values` (row-major, NaN for missing) without copying.
 *
 * @throws InputError where the size does not fit the columns, a column is named twice or a value is infinite
 */
export function featureMatrix(columns: readonly string[], values: Float64Array): FeatureMatrix {
  const twice = columns.find((column, place) => columns.indexOf(column) !== place);
  if (twice !== undefined) throw new InputError(`Feature matrix: column ${twice} is named twice.`);
  const rows = columns.length === 0 ? 0 : values.length / columns.length;
  if (!Number.isInteger(rows) || (columns.length === 0 && values.length > 0))
    throw new InputError(`Feature matrix: ${values.length} values do not fill rows of ${columns.length}.`);
  for (let i = 0; i < values.length; i += 1) {
    if (values[i] === Infinity || values[i] === -Infinity)
      throw new InputError(
        `Feature matrix: row ${Math.floor(i / columns.length)}, column ${columns[i % columns.length]} is infinite; a missing value is NaN.`,
      );
  }
  return { columns, rows, values };
}

/** The values of row `row`, in the order of the columns: a view, not a copy. */
export const rowOf = (matrix: FeatureMatrix, row: number): Float64Array =>
  matrix.values.subarray(row * matrix.columns.length, (row + 1) * matrix.columns.length);

/** A copy of the values of the column at `place`. */
export function columnAt(matrix: FeatureMatrix, place: number): Float64Array {
  const width = matrix.columns.length;
  const column = new Float64Array(matrix.rows);
  for (let row = 0; row < matrix.rows; row += 1) column[row] = matrix.values[row * width + place];
  return column;
}

/** A new matrix of the rows given by number, in that order; a row may come more than once. */
export function selectRows(matrix: FeatureMatrix, rows: ArrayLike<number>): FeatureMatrix {
  const width = matrix.columns.length;
  const values = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i += 1) values.set(rowOf(matrix, rows[i]), i * width);
  return { ...matrix, rows: rows.length, values };
}

/**
 * A new matrix of the columns given by name, in that order.
 *
 * @throws InputError naming a column the matrix lacks
 */
export function selectColumns(matrix: FeatureMatrix, columns: readonly string[]): FeatureMatrix {
  const places = columns.map((column) => {
    const place = matrix.columns.indexOf(column);
    if (place < 0) throw new InputError(`Feature matrix: there is no column ${column}.`);
    return place;
  });
  const values = new Float64Array(matrix.rows * columns.length);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let k = 0; k < places.length; k += 1)
      values[row * columns.length + k] = matrix.values[row * matrix.columns.length + places[k]];
  }
  return {
    ...featureMatrix(columns, values),
    ...(matrix.categories && { categories: matrix.categories.filter((name) => columns.includes(name)) }),
  };
}
