import type { Band } from '../domain/risk.ts';
import type { Attention } from './attention-view.ts';

export const ATTENTION_SORTS = [
  'attention',
  'probability',
  'changeIn7Days',
  'daysSinceLastActivity',
  'learnerId',
] as const;
export type AttentionSort = (typeof ATTENTION_SORTS)[number];
/** Which suggestions the list shows: all, those for the coach, those for the coach that are new, those to learners. */
export const SUGGESTED = ['any', 'coach', 'coach_new', 'learner'] as const;
export type Suggested = (typeof SUGGESTED)[number];
export type SortOrder = 'asc' | 'desc';

/** Which learners the list shows, and in what order. */
export interface AttentionFilter {
  readonly band: readonly Band[];
  /** Part of a learner id. */
  readonly search: string;
  readonly suggested: Suggested;
  readonly sort: AttentionSort;
  readonly order: SortOrder;
}

type Row = Attention['enrolments'][number];

/** A row with what else decides its place in the list. */
export interface ListedRow extends Row {
  /** Whether the learner may still come back. */
  readonly reachable: boolean;
  /** Higher for a proposal of higher priority; 0 where nothing is proposed. */
  readonly urgency: number;
}

/**
 * The rows that match the filter, in its order; learner ids settle ties.
 *
 * @param byRules whether the risk is withheld: then bands are not looked at, and proposals decide the order
 */
export const matchingInOrder = (
  rows: readonly ListedRow[],
  { band, search, suggested, sort, order }: AttentionFilter,
  byRules: boolean,
): ListedRow[] =>
  rows
    .filter((row) => byRules || band.includes(row.band))
    .filter((row) => row.learnerId.includes(search))
    .filter((row) => isSuggested(row, suggested))
    .sort((a, b) => compareBy(sort, order, byRules)(a, b) || compare(a.learnerId, b.learnerId, 'asc'));

function isSuggested({ suggestedAction }: Row, suggested: Suggested): boolean {
  if (suggested === 'any') return true;
  if (suggested === 'coach_new') return suggestedAction?.recipient === 'coach' && suggestedAction.isNew;
  return suggestedAction?.recipient === suggested;
}

const compareBy =
  (sort: AttentionSort, order: SortOrder, byRules: boolean) =>
  (a: ListedRow, b: ListedRow): number => {
    if (sort !== 'attention') return compare<number | string>(a[sort], b[sort], order);
    const inReach = compare(Number(a.reachable), Number(b.reachable), order);
    return byRules
      ? compare(a.urgency, b.urgency, order) ||
          inReach ||
          compare(a.daysSinceLastActivity, b.daysSinceLastActivity, order)
      : inReach || compare(a.probability, b.probability, order);
  };

/** Unknown values come last in either order. */
function compare<T extends number | string>(a: T | null, b: T | null, order: SortOrder): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (a === b) return 0;
  return (a < b ? -1 : 1) * (order === 'asc' ? 1 : -1);
}
