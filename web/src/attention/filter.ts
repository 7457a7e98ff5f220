import { BANDS, type Band } from '../../../src/domain/risk.ts';
import {
  ATTENTION_SORTS,
  type AttentionSort,
  type SortOrder,
  SUGGESTED,
  type Suggested,
} from '../../../src/read/attention-order.ts';
import type { AttentionQuery } from '../api.ts';
import { HIGHEST_FIRST } from '../risk/bands.ts';

export const PAGE_SIZE = 25;

/** The list as its URL describes it. A missing part means the default. */
export interface AttentionSearch {
  /** Bands shown, as a comma list; none for the default, high and medium. */
  band?: string | undefined;
  /** Part of a learner id. */
  find?: string | undefined;
  /** Whose suggestions are shown; none for everybody, with or without one. */
  suggested?: Suggested | undefined;
  sort?: AttentionSort | undefined;
  order?: SortOrder | undefined;
  /** From 1. */
  page?: number | undefined;
}

/** Learners at medium or high risk need attention; the others are a click away. */
const DEFAULT_BANDS: readonly Band[] = ['high', 'medium'];

const isSort = (text: unknown): text is AttentionSort => ATTENTION_SORTS.some((sort) => sort === text);

/** Reads a URL; values without a meaning become undefined. Every key is named, because the router hands on the others. */
export function readAttentionSearch(search: Record<string, unknown>): AttentionSearch {
  const bands = bandsIn(search.band);
  const find = typeof search.find === 'string' ? search.find.trim().slice(0, 40) : '';
  const page = Number(search.page);
  return {
    band: bands.length > 0 ? bands.join(',') : undefined,
    find: find === '' ? undefined : find,
    suggested: SUGGESTED.find((one) => one === search.suggested && one !== 'any'),
    sort: isSort(search.sort) ? search.sort : undefined,
    order: search.order === 'asc' || search.order === 'desc' ? search.order : undefined,
    page: Number.isInteger(page) && page > 1 ? page : undefined,
  };
}

/** The bands in a comma list, highest first, each once. */
const bandsIn = (list: unknown): Band[] => {
  const named = typeof list === 'string' ? list.split(',') : [];
  return HIGHEST_FIRST.filter((band) => named.includes(band));
};

export const shownBands = (search: AttentionSearch): readonly Band[] =>
  search.band === undefined ? DEFAULT_BANDS : bandsIn(search.band);

/** `search` with other bands, back on the first page. No band at all would hide everybody, so it means all bands. */
export function withBands(search: AttentionSearch, bands: readonly Band[]): AttentionSearch {
  const chosen = bandsIn((bands.length === 0 ? BANDS : bands).join(','));
  const isDefault = chosen.join() === DEFAULT_BANDS.join();
  return { ...search, band: isDefault ? undefined : chosen.join(','), page: undefined };
}

export const sortOf = ({ sort, order }: AttentionSearch): { sort: AttentionSort; order: SortOrder } => ({
  sort: sort ?? 'attention',
  order: order ?? firstOrder(sort ?? 'attention'),
});

/** The order people want first: the most at risk, the longest away; ids from the smallest. */
const firstOrder = (sort: AttentionSort): SortOrder => (sort === 'learnerId' ? 'asc' : 'desc');

/** `search` sorted by `sort`; in reverse if it was sorted by it already. */
export function withSort(search: AttentionSearch, sort: AttentionSort): AttentionSearch {
  const now = sortOf(search);
  const order = now.sort === sort ? (now.order === 'asc' ? 'desc' : 'asc') : firstOrder(sort);
  return { ...search, sort, order, page: undefined };
}

/** The list as a question to the API. */
export function toQuery(search: AttentionSearch): AttentionQuery {
  const bands = shownBands(search);
  return {
    band: bands.length === BANDS.length ? '' : bands.join(','),
    search: search.find ?? '',
    suggested: search.suggested ?? 'any',
    ...sortOf(search),
    limit: PAGE_SIZE,
    offset: ((search.page ?? 1) - 1) * PAGE_SIZE,
  };
}
