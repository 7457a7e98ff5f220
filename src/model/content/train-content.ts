import type { Moment } from '../../domain/moment.ts';
import { toIso } from '../../domain/moment.ts';
import { evaluateRows, type RowEvaluation } from '../judge/row-evaluation.ts';
import { columnAt } from '../matrix.ts';
import { createModel, type Model } from '../model-file.ts';
import { ENGAGEMENT } from '../targets/engagement.ts';
import { joinHistories } from '../training-history.ts';
import { calibratedFit, probabilitiesOf } from './calibrated-fit.ts';
import { type DescribedRows, historyOf } from './described-rows.ts';

/** Described rows and their sources. */
export interface Slice {
  readonly parts: readonly string[];
  readonly rows: DescribedRows;
}

/** Rows in the order of time: to learn from, to stop and calibrate by, to judge on. */
export interface Slices {
  readonly learn: Slice;
  readonly choose: Slice;
  readonly judge: Slice;
}

export interface ContentTraining {
  readonly slices: Slices;
  /** Name of the estimator. */
  readonly estimator: string;
  readonly seed: number;
  readonly now: Moment;
}

/** From here on engagement is likelier than not. */
const YES_FROM = 0.5;

/** Trains a model of the target `engagement`: fit and calibrate on the past, judge on what came later. */
export function trainContent({ slices, estimator, seed, now }: ContentTraining): Model {
  const { learn, choose, judge } = slices;
  const fit = calibratedFit(estimator, learn.rows, choose.rows, seed);
  return createModel({
    target: ENGAGEMENT,
    createdAt: toIso(now),
    indicators: [...fit.estimator.columns],
    estimator: fit.estimator,
    calibration: fit.calibration,
    alertThreshold: YES_FROM,
    trainedOn: joinHistories([historyOf(learn.rows, learn.parts), historyOf(choose.rows, choose.parts)]),
    metrics: {
      evaluatedOn: historyOf(judge.rows, judge.parts),
      evaluation: evaluateEngagement(fit, judge.rows, seed),
    },
  });
}

/** How good a model is on described rows it has not seen; the rows of a user are drawn together. */
export const evaluateEngagement = (
  model: Pick<Model, 'estimator' | 'calibration'>,
  rows: DescribedRows,
  seed: number,
): RowEvaluation => judged(probabilitiesOf(model, rows.matrix), rows, seed);

/** Simple rates, read as probabilities: the baselines that a model has to beat. */
const BASELINES = ['overall_rate', 'user_rate', 'item_rate'] as const;

export type Baselines = Record<(typeof BASELINES)[number], RowEvaluation>;

export const baselinesOf = (rows: DescribedRows, seed: number): Baselines =>
  Object.fromEntries(
    BASELINES.map((name) => [
      name,
      judged(columnAt(rows.matrix, rows.matrix.columns.indexOf(name)), rows, seed),
    ]),
  ) as Baselines;

const judged = (probabilities: Float64Array, { labels, users }: DescribedRows, seed: number): RowEvaluation =>
  evaluateRows({ probabilities, labels, groups: users }, { seed });
