import { type ComparedFigure, paired } from './paired.ts';
import { type JudgedRows, type RowFigure, rowFigures } from './row-evaluation.ts';

/** The figures by which two models of rows are compared, and whether more of each is better. */
const COMPARED = {
  auc: 'more',
  averagePrecision: 'more',
  brier: 'less',
  rmse: 'less',
  accuracy: 'more',
  ece: 'less',
} as const satisfies Record<RowFigure, 'more' | 'less'>;

export type RowComparison = Readonly<Record<RowFigure, ComparedFigure>>;

/**
 * Compares two models on the same rows, figure by figure, with paired differences over resampled groups of rows.
 *
 * @throws RangeError where the two models have different rows
 */
export function compareRows(
  first: JudgedRows,
  second: JudgedRows,
  options: { readonly seed: number; readonly resamples?: number },
): RowComparison {
  const isSame =
    first.labels.length === second.labels.length &&
    first.labels.every(
      (label, row) => label === second.labels[row] && first.groups[row] === second.groups[row],
    );
  if (!isSame) throw new RangeError('Two models are compared on the same rows in the same order.');
  return paired(rowFigures(first), rowFigures(second), COMPARED, options);
}
