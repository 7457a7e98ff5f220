import { groupNumbers } from '../../stats/bootstrap.ts';
import { calibrationError, calibrationErrorByChance } from '../../stats/calibration-error.ts';
import { calibrationLine } from '../../stats/calibration-line.ts';
import { expectedPerformance } from '../../stats/expected-performance.ts';
import { estimatedPrior } from '../../stats/prior-shift.ts';
import { drawOptions, type Estimate, estimates } from '../judge/evaluation.ts';
import type { RegistrySettings } from './registry-settings.ts';

/** Rows with their calibrated probabilities; `learners` names the learner of each. */
export interface ScoredLearners {
  readonly probabilities: Float64Array;
  readonly learners: readonly string[];
}

interface Options {
  readonly seed: number;
  readonly resamples?: number;
}

/** Whether probabilities came true, measured once it is known how the enrolments ended. */
export interface CalibrationDrift {
  readonly rows: number;
  readonly enrolments: number;
  /** Expected calibration error over ten bins, and what chance alone would show. */
  readonly error: Estimate;
  readonly errorByChance: number;
  /** 1 where probabilities are true, below 1 where they are too extreme. */
  readonly slope: Estimate;
  /** Mean probability minus share with the target. */
  readonly excess: Estimate;
  /** Why the probabilities count as broken; null where they do not. */
  readonly broken: string | null;
}

/**
 * Measures calibration on labelled rows that the model has not learnt from. It counts as broken where there are enough
 * enrolments and even the lower end of the calibration error's interval, less what chance adds to it, is beyond the limit.
 * The rules alone then make the decisions, because a threshold on probabilities that are not true means nothing.
 */
export function calibrationDrift(
  { probabilities, learners }: ScoredLearners,
  labels: Uint8Array,
  enrolments: number,
  limits: RegistrySettings['calibration'],
  options: Options,
): CalibrationDrift {
  const found = estimates(['error', 'slope', 'excess'], learners, options, (timesDrawn) => [
    calibrationError(probabilities, labels, timesDrawn),
    calibrationLine(probabilities, labels, timesDrawn)?.slope ?? null,
    excessOf(probabilities, labels, timesDrawn),
  ]);
  const errorByChance =
    calibrationErrorByChance(probabilities, groupNumbers(learners), drawOptions(options)).value ?? 0;
  const atLeast = (found.error.low ?? 0) - errorByChance;
  const isBroken = enrolments >= limits.minimumEnrolments && atLeast > limits.maximumError;
  return {
    rows: labels.length,
    enrolments,
    ...found,
    errorByChance,
    broken: isBroken
      ? `The calibration error is ${found.error.value?.toFixed(3)}, at least ${atLeast.toFixed(3)}; the limit is ${limits.maximumError}.`
      : null,
  };
}

/** The performance to expect of a model before it is known how the enrolments end. */
export interface WithoutLabels {
  readonly auc: Estimate;
  readonly brier: Estimate;
  /** Of the rows that raise an alert. */
  readonly precision: Estimate;
  readonly recall: Estimate;
  /** Share with the target, estimated by the mean probability. */
  readonly baseRate: Estimate;
  /**
   * Share with the target if only that share had changed since training (see estimatedPrior); null where the share in
   * training is unknown.
   */
  readonly shiftedBaseRate: Estimate | null;
  /** Share with the target in training, at the same stages of the course. */
  readonly trainingBaseRate: number | null;
}

/**
 * Estimates performance without labels, as far as the probabilities are true (see expectedPerformance).
 *
 * @param alerted 1 where a row raises an alert, else 0
 */
export function withoutLabels(
  { probabilities, learners }: ScoredLearners,
  alerted: Uint8Array,
  trainingBaseRate: number | null,
  options: Options,
): WithoutLabels {
  const isKnown = trainingBaseRate !== null && trainingBaseRate > 0 && trainingBaseRate < 1;
  const found = estimates(
    ['auc', 'brier', 'precision', 'recall', 'baseRate'],
    learners,
    options,
    (timesDrawn) => {
      const expected = expectedPerformance(probabilities, alerted, timesDrawn);
      return [expected.auc, expected.brier, expected.precision, expected.recall, expected.baseRate];
    },
  );
  const shifted = isKnown
    ? estimates(['shifted'], learners, options, (timesDrawn) => [
        estimatedPrior(repeated(probabilities, timesDrawn), trainingBaseRate),
      ]).shifted
    : null;
  return { ...found, shiftedBaseRate: shifted, trainingBaseRate };
}

function excessOf(probabilities: Float64Array, labels: Uint8Array, timesDrawn?: Uint32Array): number | null {
  let [sum, rows] = [0, 0];
  for (let row = 0; row < labels.length; row += 1) {
    const times = timesDrawn?.[row] ?? 1;
    sum += times * (probabilities[row] - labels[row]);
    rows += times;
  }
  return rows === 0 ? null : sum / rows;
}

const repeated = (values: Float64Array, timesDrawn?: Uint32Array): Float64Array =>
  timesDrawn === undefined
    ? values
    : Float64Array.from(
        Array.from(values, (value, row) => Array<number>(timesDrawn[row]).fill(value)).flat(),
      );
