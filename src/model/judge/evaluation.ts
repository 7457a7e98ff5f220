import { z } from 'zod';
import type { Enrolment, Outcome } from '../../domain/enrolment.ts';
import { enrolmentKey } from '../../domain/enrolment.ts';
import { averagePrecision } from '../../stats/average-precision.ts';
import { clusterBootstrap, type DrawOptions, groupNumbers } from '../../stats/bootstrap.ts';
import { brierScore } from '../../stats/brier-score.ts';
import { calibrationError, calibrationErrorByChance } from '../../stats/calibration-error.ts';
import { precisionRecallOf, recallAtPrecision } from '../../stats/precision-recall.ts';
import { median } from '../../stats/quantile.ts';
import { type Ranking, rankByScore } from '../../stats/ranking.ts';
import { rocAuc } from '../../stats/roc-auc.ts';
import { isFromLearningDays, isPooled, isTableDay, type ScanDay } from '../scan-days.ts';

/** One enrolment scored at one moment, and what became of it. */
export interface ScoredRow extends Enrolment, ScanDay {
  /** Calibrated probability of the target, 0 to 1. */
  readonly probability: number;
  /** The level compared with the alert threshold, where that is not the probability itself (see alertLevel). */
  readonly alertLevel?: number;
  /** 1 where the target was met, 0 where not. */
  readonly label: 0 | 1;
  readonly outcome: Outcome;
  /** Days from the scoring to the withdrawal; null for an enrolment that did not withdraw. */
  readonly leadDays: number | null;
}

export interface EvaluationOptions {
  /** An enrolment whose alert level is at least this raises an alert; chosen on training rows, never on these. */
  readonly alertThreshold: number;
  readonly seed: number;
  /** How often learners are resampled for the intervals; 200 by default, which settles 95 % bounds well enough. */
  readonly resamples?: number;
}

const figure = z.number().nullable();
/** A figure and its 95 % interval over learners; null where it is undefined, as precision is without an alert. */
export const estimateSchema = z.strictObject({ value: figure, low: figure, high: figure });
export type Estimate = z.infer<typeof estimateSchema>;

const rowMetricsSchema = z.strictObject({
  /** Rows: enrolments times moments. */
  n: z.int().min(0),
  learners: z.int().min(0),
  /** Share of the rows with the target. */
  baseRate: figure,
  auc: estimateSchema,
  averagePrecision: estimateSchema,
  brier: estimateSchema,
  /** Expected calibration error over ten bins. */
  ece: estimateSchema,
  /**
   * The calibration error that perfectly calibrated probabilities would show on these rows, and the range that holds 95 %
   * of such errors (see calibrationErrorByChance); files of earlier releases lack it.
   */
  eceByChance: estimateSchema.optional(),
  /** Precision and recall of rows at the alert threshold. */
  precision: estimateSchema,
  recall: estimateSchema,
  /** The greatest recall of rows at a precision of 0.85 or more. */
  recallAtPrecision85: estimateSchema,
});
export type RowMetrics = z.infer<typeof rowMetricsSchema>;

const alertMetricsSchema = z.strictObject({
  threshold: z.number(),
  enrolments: z.int().min(0),
  /** Enrolments that raised an alert. */
  alerted: z.int().min(0),
  /** Share of the alerted enrolments that met the target: for dropout, that ended withdrawn or failed. */
  precision: estimateSchema,
  /** Of the enrolments that met the target, the share that had been alerted. */
  recall: estimateSchema,
  /** Share of the withdrawn enrolments that had been alerted before. */
  withdrawnFlagged: estimateSchema,
  /** Median of the days from the first alert to the withdrawal, over the withdrawn enrolments that were alerted. */
  medianLeadDays: estimateSchema,
  /** Of the withdrawn enrolments that were alerted, the share whose first alert came 14 days or more before. */
  shareFlagged14DaysAhead: estimateSchema,
});
export type AlertMetrics = z.infer<typeof alertMetricsSchema>;

export const enrolmentEvaluationSchema = z.strictObject({
  kind: z.literal('enrolments'),
  overall: rowMetricsSchema,
  byDay: z.array(z.strictObject({ day: z.int(), ...rowMetricsSchema.shape })),
  /** The days with a line in tables (see isTableDay); files of earlier releases lack them. */
  tableDays: z.array(z.int()).optional(),
  alerts: alertMetricsSchema,
});
export type EnrolmentEvaluation = z.infer<typeof enrolmentEvaluationSchema>;

/**
 * How good a model is on rows it has not seen: pooled (see isPooled), for each day of the course, and as alerts.
 * Each enrolment counts at most one alert, its first. The rows come from regular scans, say one a week; an enrolment
 * leaves the scans when it withdraws. Every figure has a 95 % interval for which a learner's rows are drawn together (see
 * clusterBootstrap).
 */
export function evaluate(rows: readonly ScoredRow[], options: EvaluationOptions): EnrolmentEvaluation {
  const days = Map.groupBy(rows, (row) => row.day);
  return {
    kind: 'enrolments',
    overall: rowMetrics(rows.filter(isPooled), options),
    byDay: [...days.keys()]
      .sort((a, b) => a - b)
      .map((day) => ({ day, ...rowMetrics(days.get(day) ?? [], options) })),
    tableDays: [...new Set(rows.filter(isTableDay).map(({ day }) => day))].sort((a, b) => a - b),
    alerts: alertMetrics(rows.filter(isFromLearningDays), options),
  };
}

const ROW_FIGURES = [
  'auc',
  'averagePrecision',
  'brier',
  'ece',
  'precision',
  'recall',
  'recallAtPrecision85',
] as const;

function rowMetrics(rows: readonly ScoredRow[], options: EvaluationOptions): RowMetrics {
  const ranking = rankByScore(
    rows.map((row) => row.probability),
    rows.map((row) => row.label),
  );
  const learners = Array.from(ranking.order, (place) => rows[place].learnerId);
  const flagged = Array.from(ranking.order, (place) => alertLevelOf(rows[place]) >= options.alertThreshold);
  const positives = ranking.labels.reduce((sum, label) => sum + label, 0);
  return {
    n: rows.length,
    learners: new Set(learners).size,
    baseRate: rows.length === 0 ? null : positives / rows.length,
    ...estimates(ROW_FIGURES, learners, options, (timesDrawn) => rowFigures(ranking, flagged, timesDrawn)),
    eceByChance: calibrationErrorByChance(
      rows.map(({ probability }) => probability),
      casesOf(rows),
      drawOptions(options),
    ),
  };
}

/** An enrolment's rows are one case where their labels are all the same, as with dropout; otherwise each row is a case. */
function casesOf(rows: readonly ScoredRow[]): Uint32Array {
  const isLasting = Map.groupBy(rows, enrolmentKey)
    .values()
    .every((own) => own.every(({ label }) => label === own[0].label));
  return isLasting ? groupNumbers(rows.map(enrolmentKey)) : Uint32Array.from(rows.keys());
}

function rowFigures(
  ranking: Ranking,
  flagged: readonly boolean[],
  timesDrawn?: Uint32Array,
): (number | null)[] {
  const alerts = precisionRecallOf(flagged, ranking.labels, timesDrawn);
  return [
    rocAuc(ranking, timesDrawn),
    averagePrecision(ranking, timesDrawn),
    brierScore(ranking.scores, ranking.labels, timesDrawn),
    calibrationError(ranking.scores, ranking.labels, timesDrawn),
    alerts.precision,
    alerts.recall,
    recallAtPrecision(ranking, 0.85, timesDrawn),
  ];
}

const ALERT_FIGURES = [
  'precision',
  'recall',
  'withdrawnFlagged',
  'medianLeadDays',
  'shareFlagged14DaysAhead',
] as const;

function alertMetrics(rows: readonly ScoredRow[], options: EvaluationOptions): AlertMetrics {
  const scans = [...Map.groupBy(rows, enrolmentKey).values()].map((ofEnrolment) =>
    scanOf(ofEnrolment, options.alertThreshold),
  );
  return {
    threshold: options.alertThreshold,
    enrolments: scans.length,
    alerted: scans.filter((scan) => scan.alerted).length,
    ...estimates(
      ALERT_FIGURES,
      scans.map((scan) => scan.learnerId),
      options,
      (timesDrawn) => alertFigures(scans, timesDrawn),
    ),
  };
}

/** The level that is compared with the alert threshold. */
export const alertLevelOf = ({ alertLevel, probability }: ScoredRow): number => alertLevel ?? probability;

/** One enrolment over all scans. */
interface Scan {
  readonly learnerId: string;
  readonly alerted: boolean;
  /** Whether the target was met at any scan. */
  readonly met: boolean;
  readonly withdrew: boolean;
  /** Whole days from the first alert to the end of the day of the withdrawal; null unless there are both. */
  readonly leadDays: number | null;
}

function scanOf(ofEnrolment: readonly ScoredRow[], threshold: number): Scan {
  const inOrder = ofEnrolment.toSorted((a, b) => a.day - b.day);
  const first = inOrder.find((row) => alertLevelOf(row) >= threshold);
  const [{ learnerId, outcome }] = inOrder;
  return {
    learnerId,
    alerted: first !== undefined,
    met: inOrder.some((row) => row.label === 1),
    withdrew: outcome === 'withdrew',
    leadDays: typeof first?.leadDays === 'number' ? Math.floor(first.leadDays) : null,
  };
}

function alertFigures(scans: readonly Scan[], timesDrawn?: Uint32Array): (number | null)[] {
  const times = (place: number): number => timesDrawn?.[place] ?? 1;
  const count = (condition: (scan: Scan) => boolean): number =>
    scans.reduce((sum, scan, place) => (condition(scan) ? sum + times(place) : sum), 0);
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  const right = count((scan) => scan.alerted && scan.met);
  const withdrawn = count((scan) => scan.withdrew);
  const leads = scans.flatMap((scan, place) =>
    scan.leadDays === null ? [] : Array<number>(times(place)).fill(scan.leadDays),
  );
  return [
    share(
      right,
      count((scan) => scan.alerted),
    ),
    share(
      right,
      count((scan) => scan.met),
    ),
    share(
      count((scan) => scan.withdrew && scan.alerted),
      withdrawn,
    ),
    median(leads),
    share(
      count((scan) => scan.leadDays !== null && scan.leadDays >= 14),
      leads.length,
    ),
  ];
}

/** The figures over all rows, each with an interval over resampled learners; `learners` has an entry for each row. */
export function estimates<Figure extends string>(
  figures: readonly Figure[],
  learners: readonly string[],
  options: Pick<EvaluationOptions, 'seed' | 'resamples'>,
  figuresOf: (timesDrawn?: Uint32Array) => readonly (number | null)[],
): Record<Figure, Estimate> {
  const values = figuresOf();
  const intervals = clusterBootstrap(groupNumbers(learners), figuresOf, drawOptions(options));
  const entries = figures.map((name, place) => [
    name,
    { value: values[place], low: intervals[place].low, high: intervals[place].high },
  ]);
  return Object.fromEntries(entries) as Record<Figure, Estimate>;
}

export const drawOptions = ({
  seed,
  resamples = 200,
}: Pick<EvaluationOptions, 'seed' | 'resamples'>): DrawOptions => ({ seed, resamples });
