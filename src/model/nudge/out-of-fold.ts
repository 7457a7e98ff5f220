import { seededRandom } from '../../stats/random.ts';
import { type Calibration, calibratedProbability } from '../calibration.ts';
import { estimatorNamed } from '../estimators/estimators.ts';
import { type FeatureMatrix, rowOf, selectRows } from '../matrix.ts';
import { balancedWeights } from './balanced-weights.ts';

const FOLDS = 5;

/** Rows in folds; each row has an answer from a fit that had not seen the row's fold. */
export interface OutOfFold {
  readonly margins: Float64Array;
  /** The fold of each row. */
  readonly folds: Uint8Array;
}

/**
 * The margin of each row by an estimator that was fitted without it: five-fold cross-validation, in which every fold has the
 * same share of each label (Stone 1974, "Cross-validatory choice and assessment of statistical predictions"). Use it only for
 * rows without a time; where rows have a time, learn from the past and judge on what came later.
 */
export function outOfFoldMargins(
  estimator: string,
  matrix: FeatureMatrix,
  labels: Uint8Array,
  seed: number,
): OutOfFold {
  const folds = stratifiedFolds(labels, seed);
  const margins = new Float64Array(labels.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const rest = placesWhere(folds, (one) => one !== fold);
    const known = Uint8Array.from(rest, (row) => labels[row]);
    const fitted = estimatorNamed(estimator).fit(selectRows(matrix, rest), known, {
      seed,
      weights: balancedWeights(known),
    });
    for (const row of placesWhere(folds, (one) => one === fold))
      margins[row] = fitted.margin(rowOf(matrix, row));
  }
  return { margins, folds };
}

/**
 * The probability of each row by a calibration that was also fitted on the other folds.
 *
 * @param calibrate learns how margins become probabilities
 */
export function outOfFoldProbabilities(
  { margins, folds }: OutOfFold,
  labels: Uint8Array,
  calibrate: (margins: Float64Array, labels: Uint8Array) => Calibration,
): Float64Array {
  const probabilities = new Float64Array(labels.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const rest = placesWhere(folds, (one) => one !== fold);
    const calibration = calibrate(
      Float64Array.from(rest, (row) => margins[row]),
      Uint8Array.from(rest, (row) => labels[row]),
    );
    for (const row of placesWhere(folds, (one) => one === fold))
      probabilities[row] = calibratedProbability(calibration, margins[row]);
  }
  return probabilities;
}

/** The fold of each row: the shuffled rows of each label are dealt to the folds in turn. */
function stratifiedFolds(labels: Uint8Array, seed: number): Uint8Array {
  const random = seededRandom(seed);
  const order = Uint32Array.from({ length: labels.length }, (_, row) => row);
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  const dealt = [0, 0];
  const folds = new Uint8Array(labels.length);
  for (const row of order) {
    folds[row] = dealt[labels[row]] % FOLDS;
    dealt[labels[row]] += 1;
  }
  return folds;
}

const placesWhere = (folds: Uint8Array, condition: (fold: number) => boolean): number[] =>
  Array.from(folds.keys()).filter((row) => condition(folds[row]));
