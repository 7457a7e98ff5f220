import type { CalendarDate } from '../domain/moment.ts';
import { InputError } from '../errors.ts';
import type { ProbabilityInterval } from '../stats/venn-abers.ts';
import { alertLevel } from './alert-ease.ts';
import { calibratedProbability } from './calibration.ts';
import { learntUntil, type Model } from './model-file.ts';
import type { Reference } from './registry/reference.ts';
import { riskIntervalOf } from './risk-interval.ts';

/** A trained model in service. It scores one row, whose values are in the order of the columns given to `scorerOf`. */
export interface Scorer {
  readonly modelId: string;
  /** The first day of a course that the model has learnt from: before it a probability would be a guess. */
  readonly firstDay: number;
  /** When the last outcome that it learnt from was known; null where that has no date. */
  readonly learntUntil: CalendarDate | null;
  /** Calibrated probability of the target, 0 to 1. NaN values are unknown. */
  probability(values: Float64Array): number;
  /** The interval of a calibrated probability (see riskIntervalOf); absent where the model file has no interval. */
  readonly interval?: (probability: number) => ProbabilityInterval;
  /** What the model has learnt from; absent where the model file does not say. */
  readonly reference?: Reference;
  /** Whether the row raises an alert by the model's threshold; while work is due, less is enough (see alertLevel). */
  raisesAlert(values: Float64Array): boolean;
  /** Fills `parts` with each column's part in the log-odds and returns the base they start from. */
  contributions(values: Float64Array, parts: Float64Array): number;
}

/** The first day that models have learnt from whose file does not say it. */
const USUAL_FIRST_DAY = 14;

/**
 * Puts a model into service for rows with these columns; they may be more than the model reads.
 *
 * @throws InputError where the model reads an indicator that the rows do not have
 */
export function scorerOf(model: Model, columns: readonly string[]): Scorer {
  const places = model.indicators.map((indicator) => columns.indexOf(indicator));
  const unknown = model.indicators.filter((_, index) => places[index] === -1);
  if (unknown.length > 0)
    throw new InputError(
      `Model ${model.id} reads indicators that this release does not have: ${unknown.join(', ')}. Retrain it.`,
    );
  const own = new Float64Array(places.length);
  const ownParts = new Float64Array(places.length);
  const read = (values: Float64Array) => {
    for (let index = 0; index < places.length; index += 1) own[index] = values[places[index]];
    return own;
  };
  const { interval, alertEase = [], alertThreshold } = model;
  const deadline = columns.indexOf('days_to_next_deadline');
  const probability = (values: Float64Array) =>
    calibratedProbability(model.calibration, model.estimator.margin(read(values)));
  return {
    modelId: model.id,
    firstDay: model.firstDay ?? USUAL_FIRST_DAY,
    learntUntil: learntUntil(model),
    probability,
    raisesAlert: (values) =>
      alertLevel(probability(values), values[deadline] ?? Number.NaN, alertEase) >= alertThreshold,
    ...(model.reference && { reference: model.reference }),
    ...(interval && { interval: (probability) => riskIntervalOf(interval, probability) }),
    contributions(values, parts) {
      const base = model.estimator.contributions(read(values), ownParts);
      parts.fill(0);
      for (let index = 0; index < places.length; index += 1) parts[places[index]] = ownParts[index];
      return base;
    },
  };
}
