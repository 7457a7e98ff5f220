import { type Enrolment, enrolmentKey } from '../../domain/enrolment.ts';
import type { LearnerId } from '../../domain/learner.ts';
import type { Moment } from '../../domain/moment.ts';
import { toIso } from '../../domain/moment.ts';
import type { Presentation } from '../../domain/presentation.ts';
import { InputError } from '../../errors.ts';
import type { EventLog } from '../../store/event-log.ts';
import { alertLevel, deadlinesOf } from '../alert-ease.ts';
import { calibratedProbability, fitSpread } from '../calibration.ts';
import type { FittedEstimator } from '../estimators/estimator.ts';
import { estimatorNamed } from '../estimators/estimators.ts';
import { evaluate, type ScoredRow } from '../judge/evaluation.ts';
import { rowOf } from '../matrix.ts';
import { createModel, type Model } from '../model-file.ts';
import { referenceOf, stageOf } from '../registry/reference.ts';
import { fitRiskInterval } from '../risk-interval.ts';
import { isFromLearningDays, judgingDays, learningDays } from '../scan-days.ts';
import type { EnrolmentTarget } from '../targets/enrolment-target.ts';
import { type History, joinHistories } from '../training-history.ts';
import { thresholdByFirstAlerts, thresholdByProof, thresholdByRows } from './alert-threshold.ts';
import { type LabelledRows, labelledRows } from './labelled-rows.ts';
import { rehearsalGroups } from './rehearsal.ts';
import type { Seasons } from './seasons.ts';
import { trainingThreads } from './training-threads.ts';

/** What a model learns with. */
export interface Learning {
  readonly target: EnrolmentTarget;
  readonly eventLog: EventLog;
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

/** The confidence with which the alert threshold must reach the goal among learners like those of a past season. */
const ALERT_CONFIDENCE = 0.9;

/** A model, and the learners that it has learnt from. */
export interface RehearsedModel {
  readonly model: Model;
  readonly learners: ReadonlySet<LearnerId>;
}

/**
 * Learns from past seasons.
 *
 * 1. read them; 2. rehearse: predict each group of courses by a fit on the other groups; 3. calibrate, with an interval,
 * and 4. choose the alert threshold, both on the rehearsed rows; 5. fit on all of them. The rehearsal judges the model.
 *
 * @throws InputError where fewer than two groups have rows
 */
export async function rehearsedModel(learning: Learning, past: Seasons['past']): Promise<RehearsedModel> {
  const slices = await learningRows(learning, rehearsalGroups(past));
  const rehearsal = await rehearse(learning, slices);
  const calibration = fitSpread(...trusted(rehearsal));
  const rehearsed = rehearsal.rows.map(
    (row, nth): ScoredRow =>
      withAlertLevel(
        { ...row, probability: calibratedProbability(calibration, rehearsal.margins[nth]) },
        rehearsal.deadlines[nth],
        learning.target,
      ),
  );
  const alertThreshold = chooseThreshold(rehearsed, past, learning.precisionGoal);
  const read = slices.map(({ rows }) => rows);
  const estimator = fitOn(learning, read);
  const outcomes = read.flatMap(({ rowOutcomes }) => rowOutcomes);
  const model = createModel({
    target: learning.target.name,
    createdAt: toIso(learning.now),
    indicators: [...estimator.columns],
    estimator,
    calibration,
    interval: fitRiskInterval(rehearsed.filter(isFromLearningDays)),
    alertThreshold,
    ...(learning.target.alertEase && { alertEase: [...learning.target.alertEase] }),
    firstDay: outcomes.reduce((first, { day }) => Math.min(first, day), Number.POSITIVE_INFINITY),
    trainedOn: joinHistories(read.map(({ history }) => history)),
    metrics: {
      evaluatedOn: rehearsal.history,
      evaluation: evaluate(rehearsed, { alertThreshold, seed: learning.seed }),
    },
    reference: referenceOf(
      read.map(({ matrix, labels, rowOutcomes }) => ({
        matrix,
        labels,
        stages: rowOutcomes.map(stageOf),
        presentations: rowOutcomes.map(({ presentationId }) => presentationId),
      })),
      rehearsed.map((row) => ({ ...row, stage: stageOf(row) })),
    ),
  });
  return { model, learners: new Set(outcomes.map(({ learnerId }) => learnerId)) };
}

/** Presentations that are rehearsed together, and their rows for learning. */
interface Slice {
  readonly group: readonly Presentation[];
  readonly rows: LabelledRows;
}

/** The rows of each group that has any. */
async function learningRows(
  learning: Learning,
  groups: readonly (readonly Presentation[])[],
): Promise<Slice[]> {
  const slices: Slice[] = [];
  for (const [nth, group] of groups.entries()) {
    learning.progress('reading past seasons', nth, groups.length);
    const rows = await labelledRows(learning.eventLog, learning.target, group, learningDays);
    if (rows !== null) slices.push({ group, rows });
  }
  learning.progress('reading past seasons', groups.length, groups.length);
  if (slices.length < 2)
    throw new InputError(
      `Training needs two courses or seasons, to foretell each from the other; of ${groups
        .flat()
        .map(({ id }) => id)
        .join(', ')} all but one were empty on the days that are learnt from.`,
    );
  return slices;
}

/** Scans of every group with the margins of an estimator that has not seen the group. */
interface Rehearsal {
  readonly rows: readonly Omit<ScoredRow, 'probability'>[];
  readonly margins: Float64Array;
  /** Days to the next deadline. */
  readonly deadlines: readonly number[];
  readonly labels: Uint8Array;
  readonly history: History;
}

async function rehearse(learning: Learning, slices: readonly Slice[]): Promise<Rehearsal> {
  const rows: Omit<ScoredRow, 'probability'>[] = [];
  const margins: number[] = [];
  const deadlines: number[] = [];
  const histories: History[] = [];
  for (const { group, rows: own } of slices) {
    const others = slices.filter((slice) => slice.rows !== own);
    const estimator = fitOn(
      learning,
      others.map((slice) => slice.rows),
    );
    for (const [done, presentation] of group.entries()) {
      learning.progress('rehearsing', done, group.length);
      const scans = await labelledRows(learning.eventLog, learning.target, [presentation], judgingDays);
      if (scans === null) continue;
      const ofScans = deadlinesOf(scans.matrix);
      for (const [row, later] of scans.rowOutcomes.entries()) {
        if (weightOf(learning, later) === 0) continue;
        rows.push({ ...later, label: scans.labels[row] as 0 | 1 });
        margins.push(estimator.margin(rowOf(scans.matrix, row)));
        deadlines.push(ofScans[row]);
      }
      histories.push(scans.history);
    }
    learning.progress('rehearsing', group.length, group.length);
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
  const counts = (_: number, row: number): boolean => isFromLearningDays(rows[row]);
  return [margins.filter(counts), labels.filter(counts)];
}

function fitOn(learning: Learning, slices: readonly LabelledRows[]): FittedEstimator {
  const { name, params } =
    learning.estimator === null ? learning.target.estimator : { name: learning.estimator, params: {} };
  const estimator = estimatorNamed(name);
  learning.progress(`fitting ${name}`, 0, 1);
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
    seed: learning.seed,
    threads: trainingThreads(),
    params: estimator.paramsSchema.parse(params),
    ...(learning.leftAlone.size === 0 ? {} : { weights: weightsOf(learning, slices) }),
  });
  learning.progress(`fitting ${name}`, 1, 1);
  return fitted;
}

const weightsOf = (learning: Learning, slices: readonly LabelledRows[]): Float64Array =>
  Float64Array.from(
    slices.flatMap(({ rowOutcomes }) => rowOutcomes.map((later) => weightOf(learning, later))),
  );

const weightOf = ({ leftAlone }: Learning, enrolment: Enrolment): number =>
  leftAlone.get(enrolmentKey(enrolment)) ?? 1;

/**
 * Seasons differ in how many learners leave, so the threshold has to reach the goal in each past season by itself: it is
 * the highest of the seasons' thresholds. A season's own is the first of these that exists: one that provably reaches the
 * goal by first alerts, which is what a coach counts (a proof needs enough of them); one that reaches it by first alerts;
 * one that reaches it by rows; 1.
 */
function chooseThreshold(rows: readonly ScoredRow[], past: Seasons['past'], goal: number): number {
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
