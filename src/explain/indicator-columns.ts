import { percentileOf } from '../features/indicator.ts';

/** The columns of one indicator: its value and, where there is one, its percentile within the course. */
export interface IndicatorColumns {
  readonly indicator: string;
  /** The position of the value's column. */
  readonly own: number;
  /** The position of the percentile's column; -1 where there is none. */
  readonly percentile: number;
  /** The positions of all columns of the indicator. */
  readonly places: readonly number[];
}

/**
 * Columns by indicator, in order of first appearance. A value and its percentile are the same fact twice: to shuffle,
 * vary or weigh one without the other would make up learners who cannot exist.
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
