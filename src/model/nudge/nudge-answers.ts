import { calibratedProbability } from '../calibration.ts';
import { rowOf } from '../matrix.ts';
import type { Model } from '../model-file.ts';
import type { LabelledTable } from './labelled-table.ts';
import { outOfFoldMargins, outOfFoldProbabilities } from './out-of-fold.ts';
import { risingCalibration } from './rising-calibration.ts';

/** A model's probability for each row of a table. */
export const nudgeProbabilities = (model: Model, { matrix }: LabelledTable): Float64Array =>
  Float64Array.from({ length: matrix.rows }, (_, row) =>
    calibratedProbability(model.calibration, model.estimator.margin(rowOf(matrix, row))),
  );

/** Whether the model has learnt from this very table. */
export const hasLearntFrom = ({ trainedOn }: Model, { fingerprint }: LabelledTable): boolean =>
  trainedOn.fingerprint === fingerprint;

/**
 * A model's probability for each row, as for rows that it has not seen. For rows of the table that it has learnt from, a fit
 * of the same training without the row's fold answers, as when the model was made: its own answers would flatter it.
 */
export function unseenNudgeProbabilities(model: Model, table: LabelledTable, seed: number): Float64Array {
  if (!hasLearntFrom(model, table)) return nudgeProbabilities(model, table);
  const { matrix, labels } = table;
  const unseen = outOfFoldMargins(model.estimator.estimator, matrix, labels, seed);
  return outOfFoldProbabilities(unseen, labels, risingCalibration);
}
