import { percentileOf } from '../features/indicator.ts';

/** The columns that tell of one indicator: its value and, where there is one, its percentile within the course. */
export interface IndicatorColumns {
  readonly indicator: string;
  /** Place of the value's column. */
  readonly own: number;
  /** Place of the percentile's column; -1 where there is none. */
  readonly percentile: number;
  /** The places of all of them. */
  readonly places: readonly number[];
}

/**
 * Columns by indicator, in order of first appearance. A value and its percentile are one fact told twice: to shuffle,
 * vary or weigh one without the other would make up learners that cannot be.
 */
export function indicatorColumns(columns: readonly string[]): IndicatorColumns[] {
  const percentiles = new Map(columns.map((column) => [percentileOf(column), column]));
  return columns
    .filter((column) => !percentiles.has(column))
    .map((indicator) => {
      const own = columns.indexOf(indicator);
      const percentile = columns.indexOf(percentileOf(indicator));
      return { indicator, own, percentile, places: percentile < 0 ? [own] : [own, percentile] };
    });
}
