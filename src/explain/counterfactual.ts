import { counted, percent } from '../domain/phrase.ts';
import { CONTENT_KINDS, type ContentKind } from '../features/content-kind.ts';
import type { Effort, Known } from '../features/effort.ts';
import { percentileOf } from '../features/indicator.ts';
import { INDICATORS } from '../features/indicators.ts';
import { columnAt, type FeatureMatrix, rowOf } from '../model/matrix.ts';
import type { Scorer } from '../model/score.ts';
import { median } from '../stats/quantile.ts';

/** The smallest effort that would have brought a risk down noticeably (Wachter, Mittelstadt and Russell 2018). */
export interface Counterfactual {
  /** Further active days in the last week, on top of those that the learner had. */
  readonly activeDays: number;
  /** Whether the effort includes handing in the work of the next deadline. */
  readonly handsInNext: boolean;
  /** The risk with this effort, 0 to 1. */
  readonly probability: number;
  /** For example "Two active days this week would bring the risk from 62 % to 48 %." */
  readonly sentence: string;
}

/** What a learner can do within a week, the smallest first. */
const EFFORTS = [
  { activeDays: 1, handsInNext: false },
  { activeDays: 2, handsInNext: false },
  { activeDays: 3, handsInNext: false },
  { activeDays: 0, handsInNext: true },
  { activeDays: 2, handsInNext: true },
] as const;

/** A smaller fall is not worth a sentence. */
const NOTICEABLE_FALL = 0.05;

/** Work that is due later than this is not a task for this week. */
const NEXT_WORK_DAYS = 14;

/**
 * The smallest effort of a week that would take at least five percentage points off a learner's risk, or null. It
 * changes only what the learner can change, and everything that depends on it (see Effort), including the percentiles
 * within the course. It describes the model, not the world: learners who do more stay more often, but that does not
 * show that doing more keeps them.
 *
 * @param scorer made for the columns of `cohort`
 * @param cohort the indicators of everybody in the course at the same moment
 * @param row the learner's row in the cohort
 */
export function counterfactual(scorer: Scorer, cohort: FeatureMatrix, row: number): Counterfactual | null {
  const known = knownOf(cohort, row);
  const before = scorer.probability(rowOf(cohort, row));
  const day = dayOfEffort(cohort, known);
  for (const effort of EFFORTS.filter((one) => isPossible(known, one))) {
    const probability = scorer.probability(rowAfter(cohort, row, known, { ...day, ...effort }));
    if (before - probability >= NOTICEABLE_FALL)
      return { ...effort, probability, sentence: sentenceOf(known, effort, before, probability) };
  }
  return null;
}

type Choice = Pick<Effort, 'activeDays' | 'handsInNext'>;

function isPossible(known: Known, { activeDays, handsInNext }: Choice): boolean {
  const freeDays = 7 - (known('active_days_last_7d') ?? 0);
  const daysToNext = known('days_to_next_deadline');
  return (
    (known('course_day') ?? 0) >= 7 &&
    activeDays <= freeDays &&
    (!handsInNext ||
      (daysToNext !== null && daysToNext <= NEXT_WORK_DAYS && known('assessments_ahead_submitted') === 0))
  );
}

/**
 * An active day as full as the learner's usual one, but no fuller than is usual in the course, with the course's mix of
 * clicks.
 */
function dayOfEffort(cohort: FeatureMatrix, known: Known): Omit<Effort, keyof Choice> {
  const usual = (indicator: string): number => {
    const course = median(knownValues(cohort, indicator)) ?? 1;
    return Math.max(1, Math.round(Math.min(known(indicator) ?? course, course)));
  };
  const clicksPerDay = usual('clicks_per_active_day');
  const objectsPerDay = Math.min(clicksPerDay, usual('objects_per_active_day'));
  const newShare = total(cohort, 'new_objects_last_28d') / Math.max(1, total(cohort, 'active_days_last_28d'));
  const kinds = Object.keys(CONTENT_KINDS) as ContentKind[];
  const clicks = Math.max(1, total(cohort, 'clicks_last_28d'));
  return {
    clicksPerDay,
    kindClicksPerDay: Object.fromEntries(
      kinds.map((kind) => [
        kind,
        Math.floor((clicksPerDay * total(cohort, `clicks_${kind}_last_28d`)) / clicks),
      ]),
    ) as Effort['kindClicksPerDay'],
    objectsPerDay,
    newObjectsPerDay: Math.min(objectsPerDay, Math.floor(newShare)),
  };
}

function rowAfter(cohort: FeatureMatrix, row: number, known: Known, effort: Effort): Float64Array {
  const values = rowOf(cohort, row).slice();
  for (const { name, after } of INDICATORS) {
    const own = cohort.columns.indexOf(name);
    if (after === undefined || own < 0) continue;
    const value = after(known, effort);
    if (value === known(name)) continue;
    values[own] = value ?? Number.NaN;
    const percentile = cohort.columns.indexOf(percentileOf(name));
    if (percentile >= 0)
      values[percentile] = value === null ? Number.NaN : shareOfOthersBelow(cohort, own, row, value);
  }
  return values;
}

/** The percentile of a value: the share of the other learners, of those with a known value, who have less. */
function shareOfOthersBelow(cohort: FeatureMatrix, place: number, row: number, value: number): number {
  let [known, below] = [0, 0];
  for (let other = 0; other < cohort.rows; other += 1) {
    const theirs = cohort.values[other * cohort.columns.length + place];
    if (other === row || Number.isNaN(theirs)) continue;
    known += 1;
    if (theirs < value) below += 1;
  }
  return known === 0 ? 0 : below / known;
}

const knownOf =
  (cohort: FeatureMatrix, row: number): Known =>
  (indicator) => {
    const value = rowOf(cohort, row)[cohort.columns.indexOf(indicator)];
    return value === undefined || Number.isNaN(value) ? null : value;
  };

const knownValues = (cohort: FeatureMatrix, indicator: string): Float64Array => {
  const place = cohort.columns.indexOf(indicator);
  return place < 0 ? new Float64Array() : columnAt(cohort, place).filter((value) => !Number.isNaN(value));
};

const total = (cohort: FeatureMatrix, indicator: string): number =>
  knownValues(cohort, indicator).reduce((sum, value) => sum + value, 0);

const NUMBERS = ['No', 'One', 'Two', 'Three'];

function sentenceOf(known: Known, { activeDays, handsInNext }: Choice, from: number, to: number): string {
  const more = (known('active_days_last_7d') ?? 0) > 0 ? 'more ' : '';
  const days = `${NUMBERS[activeDays]} ${more}active day${activeDays === 1 ? '' : 's'} this week`;
  const daysToNext = known('days_to_next_deadline') ?? 0;
  const work = `anding in the work due ${daysToNext === 0 ? 'today' : `in ${counted(daysToNext, 'day')}`}`;
  const effort = !handsInNext ? days : activeDays === 0 ? `H${work}` : `${days} and h${work}`;
  return `${effort} would bring the risk from ${percent(from)} to ${percent(to)}.`;
}
