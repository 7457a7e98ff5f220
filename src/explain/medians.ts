import type { FeatureMatrix } from '../model/matrix.ts';
import { learntMedian, type Reference, stageOf } from '../model/registry/reference.ts';
import { scanDayOf } from '../model/scan-days.ts';
import { median } from '../stats/quantile.ts';
import type { TypicalValues } from './reasons.ts';

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

/** What is typical of these rows of one course at one moment, and of what the model has learnt from at that stage. */
export function typicalValues(
  reference: Reference | undefined,
  cohort: Pick<FeatureMatrix, 'columns' | 'values'>,
  rows: readonly number[],
): TypicalValues {
  const course = mediansOf(cohort, rows);
  const stage = stageOf(scanDayOf(cohort));
  return {
    course,
    learnt: cohort.columns.map((column) =>
      reference === undefined ? null : learntMedian(reference, column, stage),
    ),
  };
}
