import { InputError } from '../../errors.ts';
import { adjustedToPrior, estimatedPrior } from '../../stats/prior-shift.ts';
import { evaluateRows, type RowEvaluation } from '../judge/row-evaluation.ts';
import type { Model } from '../model-file.ts';
import type { LabelledTable } from './labelled-table.ts';
import { nudgeProbabilities } from './nudge-answers.ts';
import { rowNames } from './train-nudge.ts';

export interface NudgeEvaluation {
  readonly evaluation: RowEvaluation;
  /** The same after adjusting to the share of positives that is estimated from the rows without their labels. */
  readonly adjusted: {
    /** Share of positives in the rows that the model was trained on. */
    readonly trainingPrior: number;
    /** The estimate for these rows. */
    readonly estimatedPrior: number;
    readonly evaluation: RowEvaluation;
  };
}

/** How good a nudge's model is on a table, both unchanged and adjusted to a changed share of positives. */
export function evaluateNudge(model: Model, table: LabelledTable, seed: number): NudgeEvaluation {
  const { labels } = table;
  const probabilities = nudgeProbabilities(model, table);
  const trainingPrior = priorOf(model);
  const prior = estimatedPrior(probabilities, trainingPrior);
  const judged = (ofRows: Float64Array) =>
    evaluateRows({ probabilities: ofRows, labels, groups: rowNames(labels) }, { seed });
  return {
    evaluation: judged(probabilities),
    adjusted: {
      trainingPrior,
      estimatedPrior: prior,
      evaluation: judged(
        probabilities.map((probability) => adjustedToPrior(probability, trainingPrior, prior)),
      ),
    },
  };
}

/** A nudge's model is judged by cross-validation on its training rows, so their share of positives is its prior. */
function priorOf({ id, metrics: { evaluation } }: Model): number {
  if (evaluation.kind !== 'rows' || evaluation.baseRate === null)
    throw new InputError(`Model ${id} does not state the share of positives it was trained with.`);
  return evaluation.baseRate;
}
