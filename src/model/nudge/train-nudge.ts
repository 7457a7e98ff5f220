import type { Moment } from '../../domain/moment.ts';
import { toIso } from '../../domain/moment.ts';
import { estimatorNamed } from '../estimators/estimators.ts';
import { evaluateRows } from '../judge/row-evaluation.ts';
import { createModel, type Model } from '../model-file.ts';
import type { NudgeTarget } from '../targets/nudge-target.ts';
import type { History } from '../training-history.ts';
import { balancedWeights } from './balanced-weights.ts';
import type { LabelledTable } from './labelled-table.ts';
import { outOfFoldMargins, outOfFoldProbabilities } from './out-of-fold.ts';
import { risingCalibration } from './rising-calibration.ts';

export interface NudgeTraining {
  readonly target: NudgeTarget;
  readonly table: LabelledTable;
  /** Name of the estimator. */
  readonly estimator: string;
  readonly seed: number;
  readonly now: Moment;
}

/** From here on a yes is likelier than a no. */
export const YES_FROM = 0.5;

/**
 * Trains a nudge's model on a table. Its rows have no time, so calibration and evaluation are by cross-validation; the
 * model itself is fitted on all rows. Both labels have the same weight in a fit; the calibration knows their true shares.
 */
export function trainNudge({ target, table, estimator, seed, now }: NudgeTraining): Model {
  const { matrix, labels } = table;
  const unseen = outOfFoldMargins(estimator, matrix, labels, seed);
  const calibration = risingCalibration(unseen.margins, labels);
  const fitted = estimatorNamed(estimator).fit(matrix, labels, { seed, weights: balancedWeights(labels) });
  const history = historyOf(table);
  return createModel({
    target: target.name,
    createdAt: toIso(now),
    indicators: [...matrix.columns],
    estimator: fitted,
    calibration,
    alertThreshold: YES_FROM,
    trainedOn: history,
    metrics: {
      evaluatedOn: { ...history, parts: [`${table.name} by cross-validation`] },
      evaluation: evaluateRows(
        {
          probabilities: outOfFoldProbabilities(unseen, labels, risingCalibration),
          labels,
          groups: rowNames(labels),
        },
        { seed },
      ),
    },
  });
}

/** A group name for each row: the rows are independent. */
export const rowNames = (labels: Uint8Array): string[] => Array.from(labels, (_, row) => String(row));

const historyOf = ({ name, labels, fingerprint }: LabelledTable): History => ({
  parts: [name],
  rows: labels.length,
  groups: labels.length,
  from: null,
  to: null,
  fingerprint,
});
