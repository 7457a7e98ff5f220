import { enrolmentKey } from '../../domain/enrolment.ts';
import { type Moment, toIso } from '../../domain/moment.ts';
import { counted } from '../../domain/phrase.ts';
import {
  dayAt,
  endOf,
  momentOfDay,
  type Presentation,
  type PresentationId,
} from '../../domain/presentation.ts';
import { COLUMNS, INDICATORS } from '../../features/indicators.ts';
import { type IndicatorTable, indicatorsAt } from '../../features/indicators-at.ts';
import type { EventLog } from '../../store/event-log.ts';
import { judgedRows } from '../judge/judged-rows.ts';
import { bySeason, latestSeasons } from '../learn/seasons.ts';
import { leftOutText, type UsablePresentations, usablePresentations } from '../learn/usable-presentations.ts';
import { featureMatrix, selectColumns } from '../matrix.ts';
import type { Model } from '../model-file.ts';
import { firstRiskDay, isTableDay, learningStepDays, type ScanDay } from '../scan-days.ts';
import { type Scorer, scorerOf } from '../score.ts';
import {
  type CalibrationDrift,
  calibrationDrift,
  type WithoutLabels,
  withoutLabels,
} from './calibration-drift.ts';
import { auditFairness, type Demographics, type GroupFairness } from './fairness.ts';
import { type PopulationDrift, populationDrift, referenceBaseRate } from './indicator-drift.ts';
import { stageDays, stageOf } from './reference.ts';
import type { RegistrySettings } from './registry-settings.ts';

/** What a check of a model found. */
export interface DriftReport {
  readonly modelId: string;
  /** ISO moment to which everything in the report refers. */
  readonly asOf: string;
  /** Presentations that ran then and had got far enough, and the number of their rows. */
  readonly running: readonly string[];
  readonly rows: number;
  readonly learners: number;
  /** Null where nothing runs, or where the model file does not describe the rows that the model has learnt from. */
  readonly population: PopulationDrift | null;
  /** Null where nothing runs. */
  readonly withoutLabels: WithoutLabels | null;
  /** The latest presentations over by then that the model has not learnt from; empty where there are none. */
  readonly ended: readonly string[];
  /** Presentations over by then that cannot judge, each with the reason; reports of earlier releases lack it. */
  readonly leftOut?: readonly string[];
  readonly calibration: CalibrationDrift | null;
  /** Groups of their learners; empty where there are no such presentations or their learners' demographics are unknown. */
  readonly fairness: readonly GroupFairness[];
  /** What a person should look at, as sentences. */
  readonly alerts: readonly string[];
  /**
   * Indicators that have moved, as sentences. They explain an alert; by themselves they are none, because what counts is
   * whether the risks have moved or did not come true.
   */
  readonly notes: readonly string[];
}

/** What a check needs. */
export interface DriftCheck {
  /** The learners' demographics in presentations, by enrolment key. */
  readonly demographicsOf: (ids: readonly PresentationId[]) => Promise<Map<string, Demographics>>;
  readonly eventLog: EventLog;
  readonly presentations: readonly Presentation[];
  readonly settings: RegistrySettings;
  readonly seed: number;
  readonly now: Moment;
}

const RESAMPLES = 100;

/**
 * Compares the present with what a model has learnt from: the indicators and probabilities of the running presentations,
 * the performance to expect there and, on the latest presentations that are over, whether its probabilities came true.
 */
export async function checkDrift(check: DriftCheck, model: Model): Promise<DriftReport> {
  const options = { seed: check.seed, resamples: RESAMPLES };
  const seen = await runningRows(check, model);
  const over = check.presentations.filter((one) => endOf(one) <= check.now);
  const known = await usablePresentations(check.eventLog, over);
  const ended = await judgedOnEnded(check, known, model);
  const population =
    seen === null || model.reference === undefined
      ? null
      : calendarApart(
          populationDrift(model.reference, seen, seen.learners, { ...options, limits: check.settings.drift }),
        );
  return {
    modelId: model.id,
    asOf: toIso(check.now),
    running: seen?.presentations ?? [],
    rows: seen?.matrix.rows ?? 0,
    learners: new Set(seen?.learners).size,
    population,
    withoutLabels:
      seen === null
        ? null
        : withoutLabels(
            seen,
            seen.alerted,
            model.reference === undefined ? null : referenceBaseRate(model.reference, seen.stages),
            options,
          ),
    ended: ended?.presentations ?? [],
    leftOut: known.leftOut.map(leftOutText),
    calibration: ended?.calibration ?? null,
    fairness: ended?.fairness ?? [],
    alerts: alertsOf(population, ended?.calibration ?? null),
    notes: population === null ? [] : notesOf(population),
  };
}

/**
 * Rows of the running presentations that the model has not learnt from, on the days with risks of their last whole stage;
 * null where no presentation has got so far. One that it has learnt from would look better than it can be; that happens in a
 * time machine.
 */
async function runningRows({ eventLog, presentations, now }: DriftCheck, model: Model) {
  const scorer = scorerOf(model, COLUMNS);
  const wanted = presentations
    .filter((one) => now < endOf(one) && !model.trainedOn.parts.includes(one.id))
    .map((presentation) => ({
      presentation,
      days: lastStageDays({ day: dayAt(presentation, now), lengthDays: presentation.lengthDays }).filter(
        (day) => day >= firstRiskDay(scorer, presentation),
      ),
    }))
    .filter(({ days }) => days.length > 0);
  if (wanted.length === 0) return null;
  const table = await indicatorsAt(
    eventLog,
    wanted.map(({ presentation, days }) => ({
      presentation,
      moments: days.map((day) => momentOfDay(presentation, day)),
    })),
  );
  if (table.rows === 0) return null;
  const byId = new Map(wanted.map(({ presentation }) => [presentation.id, presentation]));
  const matrix = selectColumns(featureMatrix(table.columns, table.values), model.indicators);
  return {
    presentations: [...byId.keys()],
    matrix,
    uses: usesOf(scorer, table),
    ...answersOf(scorer, table),
    learners: table.learnerIds,
    stages: table.moments.map((at, row) => {
      const presentation = byId.get(table.presentationIds[row]) as Presentation;
      return stageOf({ day: dayAt(presentation, at), lengthDays: presentation.lengthDays });
    }),
  };
}

/** The days with rows for learning in the last stage that a course has completed; none before the first of them. */
export function lastStageDays({ day: today, lengthDays }: ScanDay): number[] {
  const step = learningStepDays(lengthDays);
  const last = Math.floor(today / step) * step;
  const isWhole = last % stageDays(lengthDays) === stageDays(lengthDays) - step;
  const stage = stageOf({ day: last, lengthDays }) - (isWhole ? 0 : 1);
  const first = stage * stageDays(lengthDays);
  return [first, first + step].filter((day) => day > 0 && day <= today);
}

/** The latest seasons that are over and that the model has not learnt from; null where there are none. */
async function judgedOnEnded(
  { demographicsOf, eventLog, settings, seed }: DriftCheck,
  { usable, enrolmentsIn }: UsablePresentations,
  model: Model,
) {
  const unseen = usable.filter(({ id }) => !model.trainedOn.parts.includes(id));
  const judges = latestSeasons(bySeason(unseen), usable, enrolmentsIn).flat();
  const latest = judges.map(({ id }) => id);
  if (latest.length === 0) return null;
  const {
    rows: [weekly],
  } = await judgedRows(eventLog, [model], judges, () => {});
  // A learner's weeks say nearly the same: every fourth is enough for the calibration.
  const rows = weekly.filter(isTableDay);
  const options = { seed, resamples: RESAMPLES };
  return {
    presentations: latest,
    calibration: calibrationDrift(
      {
        probabilities: Float64Array.from(rows, ({ probability }) => probability),
        learners: rows.map(({ learnerId }) => learnerId),
      },
      Uint8Array.from(rows, ({ label }) => label),
      new Set(rows.map(enrolmentKey)).size,
      settings.calibration,
      options,
    ),
    fairness: auditFairness(weekly, await demographicsOf(latest), {
      seed,
      alertThreshold: model.alertThreshold,
      minimumEnrolments: settings.fairness.minimumEnrolments,
    }),
  };
}

/** As many rows show what a model leans on; more cost time. */
const EXPLAINED_ROWS = 500;

/** The share of each column in all contributions, over some of the rows, evenly spread. */
function usesOf(scorer: Scorer, { rows, columns, values }: IndicatorTable): ReadonlyMap<string, number> {
  const sums = new Float64Array(columns.length);
  const parts = new Float64Array(columns.length);
  const step = Math.max(1, Math.floor(rows / EXPLAINED_ROWS));
  for (let row = 0; row < rows; row += step) {
    scorer.contributions(values.subarray(row * columns.length, (row + 1) * columns.length), parts);
    for (const [column, part] of parts.entries()) sums[column] += Math.abs(part);
  }
  const all = sums.reduce((sum, one) => sum + one, 0);
  return new Map(columns.map((column, nth) => [column, all === 0 ? 0 : sums[nth] / all]));
}

function answersOf(scorer: Scorer, table: IndicatorTable) {
  const row = (nth: number) =>
    table.values.subarray(nth * table.columns.length, (nth + 1) * table.columns.length);
  return {
    probabilities: Float64Array.from({ length: table.rows }, (_, nth) => scorer.probability(row(nth))),
    alerted: Uint8Array.from({ length: table.rows }, (_, nth) => +scorer.raisesAlert(row(nth))),
  };
}

/** Indicators with one value for a whole course: at every check they differ from other courses, which means nothing. */
const CALENDAR = new Set(
  INDICATORS.filter(({ topic }) => topic === 'calendar').map(({ name }): string => name),
);

const calendarApart = (population: PopulationDrift): PopulationDrift => ({
  ...population,
  indicators: population.indicators.map((one) =>
    CALENDAR.has(one.indicator) ? { ...one, level: 'calendar' } : one,
  ),
});

const alertsOf = (population: PopulationDrift | null, calibration: CalibrationDrift | null): string[] => [
  ...(calibration?.broken ? [`${calibration.broken} Decisions are made by the rules alone.`] : []),
  ...(population?.probabilities.level === 'alert'
    ? ['The risks are spread differently from those of the courses that the model has learnt from.']
    : []),
];

const MOVED: Readonly<Record<PopulationDrift['probabilities']['level'], string>> = {
  alert: 'The risks have moved, too.',
  watch: 'The risks have moved a little.',
  stable: 'The risks themselves have not moved.',
  calendar: '',
};

function notesOf({ indicators, probabilities }: PopulationDrift): string[] {
  const [most, ...others] = indicators.filter(({ level }) => level === 'alert');
  if (most === undefined) return [];
  const named = most.indicator.replace(/_pct$/, '_percentile').replaceAll('_', ' ');
  const also = others.length === 0 ? '' : ` (and ${counted(others.length, 'other indicator')})`;
  return [
    `These courses are used differently from those that the model has learnt from, most of all in ${named}${also}. ${MOVED[probabilities.level]}`,
  ];
}
