import { daysAhead, percent } from '../domain/phrase.ts';
import { CONTENT_KINDS, type ContentKind } from '../features/content-kind.ts';
import type { Effort, Known } from '../features/effort.ts';
import { percentileOf } from '../features/indicator.ts';
import { INDICATORS } from '../features/indicators.ts';
import { columnAt, type FeatureMatrix, rowOf } from '../model/matrix.ts';
import type { Scorer } from '../model/score.ts';
import { median } from '../stats/quantile.ts';
import { isFamiliar } from './familiarity.ts';

/** The smallest effort that would have brought a risk down noticeably (Wachter, Mittelstadt and Russell 2018). */
export interface Counterfactual {
  /** Further active days in the last week, on top of those that the learner had. */
  readonly activeDays: number;
  /** Whether the effort includes handing in the work of the next deadline. */
  readonly handsInNext: boolean;
  /** The risk with this effort, 0 to 1. */
  readonly probability: number;
  /** For example "If they come on two days this week, the estimate falls from 62% to 48%." and what that is worth. */
  readonly sentence: string;
}

/** Either an effort, or a sentence that says why there is none. */
export type Outlook =
  | { readonly counterfactual: Counterfactual; readonly counterfactualWithheld: null }
  | { readonly counterfactual: null; readonly counterfactualWithheld: string };

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

/** Before that there is no week on which an effort could be placed. */
const FIRST_DAY = 7;

/**
 * The smallest effort of a week that would take at least five percentage points off a learner's risk. It changes only what
 * the learner can change, and everything that depends on it (see Effort), including the percentiles within the course. It
 * describes the model, not the world: learners who do more stay more often, but that does not show that doing more keeps
 * them. So it says nothing where the model has no ground for it: where its risks have not come true, where the course is
 * used unlike those it has learnt from, and where the learner has no past that an effort could add to.
 *
 * @param scorer made for the columns of `cohort`
 * @param cohort the indicators of everybody in the course at the same moment
 * @param row the learner's row in the cohort
 * @param riskWithheld why the risks do not count; null where they do
 */
export function outlookOf(
  scorer: Scorer,
  cohort: FeatureMatrix,
  row: number,
  riskWithheld: string | null,
): Outlook {
  const known = knownOf(cohort, row);
  if (riskWithheld !== null) return withheld('The risks of this model have not come true lately.');
  if ((known('course_day') ?? 0) < FIRST_DAY) return withheld('The course is in its first week.');
  if ((known('active_days_total') ?? 0) === 0)
    return withheld('The learner has not been here yet; there is no past to estimate from.');
  if (!isFamiliar(scorer.reference, cohort))
    return withheld('The course is used unlike those that the model has learnt from.');
  const found = smallestEffort(scorer, cohort, row, known);
  return found === null
    ? withheld('No effort of a week would move the estimate noticeably.')
    : { counterfactual: found, counterfactualWithheld: null };
}

const withheld = (because: string): Outlook => ({ counterfactual: null, counterfactualWithheld: because });

function smallestEffort(
  scorer: Scorer,
  cohort: FeatureMatrix,
  row: number,
  known: Known,
): Counterfactual | null {
  const before = scorer.probability(rowOf(cohort, row));
  const day = dayOfEffort(cohort, known);
  for (const effort of EFFORTS.filter((one) => isPossible(known, one))) {
    const values = rowAfter(cohort, row, known, { ...day, ...effort });
    const probability = scorer.probability(values);
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

const NUMBERS = ['no', 'one', 'two', 'three'];

function sentenceOf(known: Known, { activeDays, handsInNext }: Choice, from: number, to: number): string {
  const more = (known('active_days_last_7d') ?? 0) > 0 ? 'more ' : '';
  const come = `come on ${NUMBERS[activeDays]} ${more}day${activeDays === 1 ? '' : 's'} this week`;
  const work = `hand in the work due ${daysAhead(known('days_to_next_deadline') ?? 0)}`;
  const effort = [...(activeDays > 0 ? [come] : []), ...(handsInNext ? [work] : [])].join(' and ');
  return `If they ${effort}, the estimate falls from ${percent(from)} to ${percent(to)}. That is how it went for others, not a promise.`;
}
