import type { AttentionSort, SortOrder } from '../../../src/read/attention-order.ts';

/** How the list is sorted, and how to sort it by something else. */
export interface Sorting {
  readonly sort: AttentionSort;
  readonly order: SortOrder;
  readonly onSort: (sort: AttentionSort) => void;
}
