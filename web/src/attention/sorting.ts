import type { Order, Sort } from './filter.ts';

/** How the list is sorted, and how to sort it by something else. */
export interface Sorting {
  readonly sort: Sort;
  readonly order: Order;
  readonly onSort: (sort: Sort) => void;
}
