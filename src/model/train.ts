import type { Moment } from '../domain/moment.ts';
import { toIso } from '../domain/moment.ts';
import { endOf, type Presentation } from '../domain/presentation.ts';
import { InputError } from '../errors.ts';
import type { EventLog } from '../store/event-log.ts';
import { thresholdByFirstAlerts, thresholdByRows } from './alert-threshold.ts';
import { type Calibration, calibratedProbability, fitCalibration } from './calibration.ts';
import type { FittedEstimator } from './estimators/estimator.ts';
import { estimatorNamed } from './estimators/estimators.ts';
import { type History, joinHistories } from './history.ts';
import { type LabelledRows, labelledRows } from './labelled-rows.ts';
import { referenceOf } from './life/reference.ts';
import { rowOf } from './matrix.ts';
import { evaluate, type ScoredRow } from './metrics.ts';
import { createModel, type Model } from './model-file.ts';
import { DROPOUT } from './targets/dropout.ts';

export interface Training {
  readonly eventLog: EventLog;
  /** Of these the ones that are over by `now` are used: in one that still runs only withdrawals are known. */
  readonly presentations: readonly Presentation[];
  /** Last presentation code (for example `2013J`) or date to learn from; later ones judge the model. */
  readonly until: string | null;
  readonly estimator: string;
  readonly seed: number;
  /** The share of alerts that should be right. */
  readonly precisionGoal: number;
  readonly now: Moment;
  readonly progress: (step: string, done: number, total: number) => void;
}

/**
 * A season is a start date: the presentations that begin together. Time runs from season to season, so learning from
 * earlier ones and judging by a later one is what happens in service.
 */
interface Seasons {
  /** Learnt from, oldest first; the last of them also calibrates. */
  readonly past: readonly (readonly Presentation[])[];
  /** Judged on; empty where everything is learnt from. */
  readonly later: readonly Presentation[];
}

/** Rows for learning are two weeks apart: neighbouring weeks of one learner say nearly the same. */
const LEARNING_STEP_DAYS = 14;
const SCAN_STEP_DAYS = 7;

/**
 * Trains a model of the target `dropout`.
 *
 * 1. fit on all past seasons but the last; 2. score the last one, which that fit has not seen, to calibrate and to
 * choose the alert threshold; 3. fit again on all past seasons; 4. judge on the later presentations, or, where there
 * are none, by the scores of step 2.
 *
 * @throws InputError where there are fewer than two seasons to learn from
 */
export async function trainDropout(training: Training): Promise<Model> {
  const seasons = seasonsOf(training);
  const earlier = await rowsOf(training, 'reading earlier seasons', seasons.past.slice(0, -1).flat());
  const last = await rowsOf(training, 'reading the last season', seasons.past.at(-1) ?? []);
  const rehearsal = fitOn(training, [earlier]);
  const margins = marginsOf(rehearsal, last);
  const calibration = fitCalibration('platt', margins, last.labels);
  const scans = await rowsOf(training, 'scanning the last season', seasons.past.at(-1) ?? [], SCAN_STEP_DAYS);
  const rehearsed = scored(rehearsal, calibration, scans);
  const alertThreshold = chooseThreshold(rehearsed, training.precisionGoal);
  const estimator = fitOn(training, [earlier, last]);
  const judged =
    seasons.later.length === 0
      ? { history: scans.history, rows: rehearsed }
      : await judge(training, seasons.later, estimator, calibration);
  return createModel({
    target: DROPOUT,
    createdAt: toIso(training.now),
    indicators: [...estimator.columns],
    estimator,
    calibration,
    alertThreshold,
    trainedOn: joinedHistory(earlier, last),
    metrics: {
      evaluatedOn: judged.history,
      evaluation: evaluate(judged.rows, { alertThreshold, seed: training.seed }),
    },
    // The last season, as the rehearsal saw it: the most recent rows, with probabilities of rows not learnt from.
    reference: referenceOf(
      {
        matrix: last.matrix,
        probabilities: margins.map((margin) => calibratedProbability(calibration, margin)),
        days: last.fates.map(({ day }) => day),
      },
      last.labels,
    ),
  });
}

function seasonsOf({ presentations: all, until, now }: Training): Seasons {
  const presentations = all.filter((one) => endOf(one) <= now);
  const starts = [...new Set(presentations.map((presentation) => presentation.startsOn))].sort();
  const last =
    until === null ? (starts.length > 2 ? starts.at(-2) : starts.at(-1)) : lastStart(presentations, until);
  const past = starts
    .filter((start) => last !== undefined && start <= last)
    .map((start) => presentations.filter((presentation) => presentation.startsOn === start));
  if (past.length < 2)
    throw new InputError(
      `Training needs presentations of at least two start dates, to learn from the first and calibrate on the last; found ${
        starts.join(', ') || 'none'
      }${until === null ? '' : ` up to ${until}`}.`,
    );
  return { past, later: presentations.filter((one) => last !== undefined && one.startsOn > last) };
}

/** `until` is a date, a presentation's id, or what the ids of a season end with (`2013J`). */
function lastStart(presentations: readonly Presentation[], until: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(until)) return until;
  const [named] = presentations.filter((one) => one.id === until || one.id.endsWith(`-${until}`));
  if (named === undefined)
    throw new InputError(
      `No presentation is called ${until}; there are ${presentations.map((one) => one.id).join(', ') || 'none'}.`,
    );
  return named.startsOn;
}

function rowsOf(
  training: Training,
  step: string,
  presentations: readonly Presentation[],
  stepDays = LEARNING_STEP_DAYS,
): Promise<LabelledRows> {
  let done = 0;
  training.progress(step, 0, presentations.length);
  return labelledRows(training.eventLog, presentations, stepDays, () => {
    done += 1;
    training.progress(step, done, presentations.length);
  });
}

function fitOn(training: Training, slices: readonly LabelledRows[]): FittedEstimator {
  training.progress(`fitting ${training.estimator}`, 0, 1);
  const [first] = slices;
  const values = new Float64Array(slices.reduce((sum, slice) => sum + slice.matrix.values.length, 0));
  const labels = new Uint8Array(slices.reduce((sum, slice) => sum + slice.labels.length, 0));
  let row = 0;
  for (const slice of slices) {
    values.set(slice.matrix.values, row * slice.matrix.columns.length);
    labels.set(slice.labels, row);
    row += slice.labels.length;
  }
  const matrix = { columns: first.matrix.columns, rows: row, values };
  const fitted = estimatorNamed(training.estimator).fit(matrix, labels, { seed: training.seed });
  training.progress(`fitting ${training.estimator}`, 1, 1);
  return fitted;
}

const marginsOf = (estimator: FittedEstimator, rows: LabelledRows): Float64Array =>
  Float64Array.from({ length: rows.labels.length }, (_, row) => estimator.margin(rowOf(rows.matrix, row)));

function scored(estimator: FittedEstimator, calibration: Calibration, rows: LabelledRows): ScoredRow[] {
  const margins = marginsOf(estimator, rows);
  return rows.fates.map((fate, row) => ({
    ...fate,
    probability: calibratedProbability(calibration, margins[row]),
    label: rows.labels[row] as 0 | 1,
  }));
}

/** By first alerts, which is what a coach counts; where no threshold reaches the goal so, by rows; else the top. */
const chooseThreshold = (rows: readonly ScoredRow[], goal: number): number =>
  thresholdByFirstAlerts(rows, goal) ?? thresholdByRows(rows, goal) ?? 1;

/** Scans one presentation after the other, so that memory holds one at a time. */
async function judge(
  training: Training,
  later: readonly Presentation[],
  estimator: FittedEstimator,
  calibration: Calibration,
) {
  const rows: ScoredRow[] = [];
  const histories: History[] = [];
  for (const [index, presentation] of later.entries()) {
    const scans = await labelledRows(training.eventLog, [presentation], SCAN_STEP_DAYS, () => {});
    for (const row of scored(estimator, calibration, scans)) rows.push(row);
    histories.push(scans.history);
    training.progress('judging on later presentations', index + 1, later.length);
  }
  return { rows, history: joinHistories(histories) };
}

const joinedHistory = (...slices: readonly LabelledRows[]) =>
  joinHistories(slices.map((slice) => slice.history));
