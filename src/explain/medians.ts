import type { FeatureMatrix } from '../model/matrix.ts';
import { median } from '../stats/quantile.ts';

/**
 * The median of each column's known values over these rows, for example a course at a moment; NaN where no value is
 * known.
 */
export function mediansOf(
  { columns, values }: Pick<FeatureMatrix, 'columns' | 'values'>,
  rows: readonly number[],
): Float64Array {
  return Float64Array.from(columns, (_, column) => {
    const known = rows
      .map((row) => values[row * columns.length + column])
      .filter((value) => !Number.isNaN(value));
    return median(known) ?? Number.NaN;
  });
}
