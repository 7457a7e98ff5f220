import { type Enrolment, enrolmentKey } from '../../domain/enrolment.ts';
import type { Moment } from '../../domain/moment.ts';
import { toIso } from '../../domain/moment.ts';
import type { Presentation } from '../../domain/presentation.ts';
import type { EventLog } from '../../store/event-log.ts';
import { alertLevel, deadlinesOf } from '../alert-ease.ts';
import { calibratedProbability, fitSpread } from '../calibration.ts';
import type { FittedEstimator } from '../estimators/estimator.ts';
import { estimatorNamed } from '../estimators/estimators.ts';
import { evaluate, type ScoredRow } from '../judge/evaluation.ts';
import { intervalCoverage } from '../judge/interval-coverage.ts';
import { judgedRows } from '../judge/judged-rows.ts';
import { rowOf } from '../matrix.ts';
import { createModel, type Model } from '../model-file.ts';
import { referenceOf } from '../registry/reference.ts';
import { fitRiskInterval, riskIntervalOf } from '../risk-interval.ts';
import type { EnrolmentTarget } from '../targets/enrolment-target.ts';
import { type History, joinHistories } from '../training-history.ts';
import { thresholdByFirstAlerts, thresholdByProof, thresholdByRows } from './alert-threshold.ts';
import { type LabelledRows, labelledRows } from './labelled-rows.ts';
import { rehearsalGroups } from './rehearsal.ts';
import { type Seasons, seasonsOf } from './seasons.ts';
import { trainingThreads } from './training-threads.ts';

export interface Training {
  readonly target: EnrolmentTarget;
  readonly eventLog: EventLog;
  /** Training uses only those that are over by `now`: while a presentation runs, only its withdrawals are known. */
  readonly presentations: readonly Presentation[];
  /** Last presentation code (for example `2013J`) or date to learn from; later ones judge the model. */
  readonly until: string | null;
  /** The name of an estimator; null means the target's own. */
  readonly estimator: string | null;
  readonly seed: number;
  /** The share of alerts that should be right. */
  readonly precisionGoal: number;
  readonly now: Moment;
  /** By enrolment key, 1 where absent: learns the risk if left alone (see weightsIfLeftAlone). */
  readonly leftAlone: ReadonlyMap<string, number>;
  readonly progress: (step: string, done: number, total: number) => void;
}

/** Rows for learning are two weeks apart: a learner's neighbouring weeks say nearly the same. */
const LEARNING_STEP_DAYS = 14;
const SCAN_STEP_DAYS = 7;

/** The confidence with which the alert threshold must reach the goal among learners like those of a past season. */
const ALERT_CONFIDENCE = 0.9;

/**
 * Trains a model of a target of enrolments.
 *
 * 1. read the past seasons; 2. rehearse: predict each group of courses by a fit on the other groups; 3. calibrate, with an
 * interval, and 4. choose the alert threshold, both on the rehearsed rows; 5. fit on all past seasons; 6. judge on the
 * later presentations or, where there are none, by the rehearsal.
 *
 * @throws InputError where there are neither two seasons nor two courses to learn from
 */
export async function trainEnrolments(training: Training): Promise<Model> {
  const seasons = seasonsOf(training.presentations, training.until, training.now);
  const groups = rehearsalGroups(seasons.past);
  const slices = await learningRows(training, groups);
  const rehearsal = await rehearse(training, groups, slices);
  const calibration = fitSpread(...trusted(rehearsal));
  const rehearsed = rehearsal.rows.map(
    (row, nth): ScoredRow =>
      withAlertLevel(
        { ...row, probability: calibratedProbability(calibration, rehearsal.margins[nth]) },
        rehearsal.deadlines[nth],
        training.target,
      ),
  );
  const alertThreshold = chooseThreshold(rehearsed, seasons, training.precisionGoal);
  const estimator = fitOn(training, slices);
  const trainedOn = joinHistories(slices.map(({ history }) => history));
  const model = createModel({
    target: training.target.name,
    createdAt: toIso(training.now),
    indicators: [...estimator.columns],
    estimator,
    calibration,
    interval: fitRiskInterval(rehearsed.filter(isTrusted)),
    alertThreshold,
    ...(training.target.alertEase && { alertEase: [...training.target.alertEase] }),
    trainedOn,
    metrics: {
      evaluatedOn: rehearsal.history,
      evaluation: evaluate(rehearsed, { alertThreshold, seed: training.seed }),
    },
    reference: referenceOf(
      slices.map(({ matrix, labels, rowOutcomes }) => ({
        matrix,
        labels,
        days: rowOutcomes.map(({ day }) => day),
        presentations: rowOutcomes.map(({ presentationId }) => presentationId),
      })),
      rehearsed,
    ),
  });
  return seasons.later.length === 0 ? model : judgedOn(training, seasons.later, model);
}

type Group = readonly Presentation[];

/** The rows of each group. */
async function learningRows(training: Training, groups: readonly Group[]): Promise<LabelledRows[]> {
  const slices: LabelledRows[] = [];
  for (const [nth, group] of groups.entries()) {
    training.progress('reading past seasons', nth, groups.length);
    slices.push(await labelledRows(training.eventLog, training.target, group, LEARNING_STEP_DAYS, () => {}));
  }
  training.progress('reading past seasons', groups.length, groups.length);
  return slices;
}

/** Weekly scans of every group with the margins of an estimator that has not seen the group. */
interface Rehearsal {
  readonly rows: readonly Omit<ScoredRow, 'probability'>[];
  readonly margins: Float64Array;
  /** Days to the next deadline. */
  readonly deadlines: readonly number[];
  readonly labels: Uint8Array;
  readonly history: History;
}

async function rehearse(
  training: Training,
  groups: readonly Group[],
  slices: readonly LabelledRows[],
): Promise<Rehearsal> {
  const rows: Omit<ScoredRow, 'probability'>[] = [];
  const margins: number[] = [];
  const deadlines: number[] = [];
  const histories: History[] = [];
  for (const [nth, group] of groups.entries()) {
    const estimator = fitOn(
      training,
      slices.filter((_, other) => other !== nth),
    );
    for (const [done, presentation] of group.entries()) {
      training.progress('rehearsing', done, group.length);
      const scans = await labelledRows(
        training.eventLog,
        training.target,
        [presentation],
        SCAN_STEP_DAYS,
        () => {},
      );
      const ofScans = deadlinesOf(scans.matrix);
      for (const [row, later] of scans.rowOutcomes.entries()) {
        if (weightOf(training, later) === 0) continue;
        rows.push({ ...later, label: scans.labels[row] as 0 | 1 });
        margins.push(estimator.margin(rowOf(scans.matrix, row)));
        deadlines.push(ofScans[row]);
      }
      histories.push(scans.history);
    }
    training.progress('rehearsing', group.length, group.length);
  }
  return {
    rows,
    margins: Float64Array.from(margins),
    deadlines,
    labels: Uint8Array.from(rows, ({ label }) => label),
    history: joinHistories(histories),
  };
}

const withAlertLevel = (
  row: ScoredRow,
  daysToNextDeadline: number,
  { alertEase }: EnrolmentTarget,
): ScoredRow =>
  alertEase === undefined
    ? row
    : { ...row, alertLevel: alertLevel(row.probability, daysToNextDeadline, alertEase) };

/** The rows to calibrate on: scans of the days that the model learns from, without the earlier ones. */
function trusted({ rows, margins, labels }: Rehearsal): [margins: Float64Array, labels: Uint8Array] {
  const counts = (_: number, row: number): boolean => isTrusted(rows[row]);
  return [margins.filter(counts), labels.filter(counts)];
}

const isTrusted = ({ day }: { readonly day: number }): boolean => day >= LEARNING_STEP_DAYS;

function fitOn(training: Training, slices: readonly LabelledRows[]): FittedEstimator {
  const { name, params } =
    training.estimator === null ? training.target.estimator : { name: training.estimator, params: {} };
  const estimator = estimatorNamed(name);
  training.progress(`fitting ${name}`, 0, 1);
  const [{ matrix: first }] = slices;
  const values = new Float64Array(slices.reduce((sum, { matrix }) => sum + matrix.values.length, 0));
  const labels = new Uint8Array(slices.reduce((sum, slice) => sum + slice.labels.length, 0));
  let row = 0;
  for (const slice of slices) {
    values.set(slice.matrix.values, row * first.columns.length);
    labels.set(slice.labels, row);
    row += slice.labels.length;
  }
  const fitted = estimator.fit({ ...first, rows: row, values }, labels, {
    seed: training.seed,
    threads: trainingThreads(),
    params: estimator.paramsSchema.parse(params),
    ...(training.leftAlone.size === 0 ? {} : { weights: weightsOf(training, slices) }),
  });
  training.progress(`fitting ${name}`, 1, 1);
  return fitted;
}

const weightsOf = (training: Training, slices: readonly LabelledRows[]): Float64Array =>
  Float64Array.from(
    slices.flatMap(({ rowOutcomes }) => rowOutcomes.map((later) => weightOf(training, later))),
  );

const weightOf = ({ leftAlone }: Training, enrolment: Enrolment): number =>
  leftAlone.get(enrolmentKey(enrolment)) ?? 1;

/**
 * Seasons differ in how many learners leave, so the threshold has to reach the goal in each past season by itself: it is
 * the highest of the seasons' thresholds. A season's own is the first of these that exists: one that provably reaches the
 * goal by first alerts, which is what a coach counts (a proof needs enough of them); one that reaches it by first alerts;
 * one that reaches it by rows; 1.
 */
function chooseThreshold(rows: readonly ScoredRow[], { past }: Seasons, goal: number): number {
  const thresholds = past.map((season) => {
    const ids = new Set(season.map(({ id }) => id));
    const own = rows.filter(({ presentationId }) => ids.has(presentationId));
    return (
      thresholdByProof(own, goal, ALERT_CONFIDENCE) ??
      thresholdByFirstAlerts(own, goal) ??
      thresholdByRows(own, goal) ??
      1
    );
  });
  return Math.max(...thresholds);
}

/** The model with its evaluation on later presentations. */
async function judgedOn(training: Training, later: readonly Presentation[], model: Model): Promise<Model> {
  let done = 0;
  const { rows, history } = await judgedRows(training.eventLog, [model], later, () => {
    done += 1;
    training.progress('judging on later presentations', done, later.length);
  });
  const { alertThreshold, interval } = model;
  return createModel({
    ...model,
    metrics: {
      evaluatedOn: history,
      evaluation: evaluate(rows[0], { alertThreshold, seed: training.seed }),
      ...(interval && {
        intervalCoverage: intervalCoverage(rows[0], (probability) => riskIntervalOf(interval, probability)),
      }),
    },
  });
}
