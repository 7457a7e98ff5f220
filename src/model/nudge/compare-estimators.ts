import {
  type ClassificationReport,
  type ConfusionMatrix,
  classificationReport,
  confusionMatrix,
} from '../../stats/classification-report.ts';
import { compareRows, type RowComparison } from '../judge/row-comparison.ts';
import { evaluateRows, type JudgedRows, type RowEvaluation } from '../judge/row-evaluation.ts';
import type { LabelledTable } from './labelled-table.ts';
import { outOfFoldMargins, outOfFoldProbabilities } from './out-of-fold.ts';
import { risingCalibration } from './rising-calibration.ts';
import { rowNames, YES_FROM } from './train-nudge.ts';

/** How an estimator does on rows that it has not seen. */
export interface ComparedEstimator {
  readonly estimator: string;
  readonly evaluation: RowEvaluation;
  readonly confusion: ConfusionMatrix;
  readonly classification: ClassificationReport;
  /** Paired differences, the chosen estimator first; null for the chosen estimator itself. */
  readonly againstChosen: RowComparison | null;
}

export interface EstimatorComparison {
  readonly table: LabelledTable;
  /** Names of the estimators, including the chosen one. */
  readonly estimators: readonly string[];
  readonly chosen: string;
  readonly seed: number;
  /** Called before each estimator and at the end. */
  readonly onProgress: (done: number) => void;
}

/** Compares all estimators on the same five folds, with the weights and the calibration that training uses. */
export function compareEstimators(comparison: EstimatorComparison): ComparedEstimator[] {
  const { table, estimators, chosen, seed, onProgress } = comparison;
  const judged = new Map<string, JudgedRows>();
  for (const estimator of estimators) {
    onProgress(judged.size);
    judged.set(estimator, judgedRowsOf(estimator, table, seed));
  }
  const ofChosen = judged.get(chosen);
  if (ofChosen === undefined) throw new RangeError(`The chosen estimator ${chosen} is not compared.`);
  const compared = [...judged].map(([estimator, rows]) => {
    const confusion = confusionMatrix(rows.probabilities, rows.labels, YES_FROM);
    return {
      estimator,
      evaluation: evaluateRows(rows, { seed }),
      confusion,
      classification: classificationReport(confusion),
      againstChosen: estimator === chosen ? null : compareRows(ofChosen, rows, { seed }),
    };
  });
  onProgress(estimators.length);
  return compared;
}

function judgedRowsOf(estimator: string, { matrix, labels }: LabelledTable, seed: number): JudgedRows {
  const unseen = outOfFoldMargins(estimator, matrix, labels, seed);
  return {
    probabilities: outOfFoldProbabilities(unseen, labels, risingCalibration),
    labels,
    groups: rowNames(labels),
  };
}
