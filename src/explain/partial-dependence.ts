import type { FeatureMatrix } from '../model/matrix.ts';
import type { Scorer } from '../model/score.ts';
import { groupNumbers } from '../stats/bootstrap.ts';
import { meansWithIntervals } from '../stats/mean-interval.ts';
import { quantile } from '../stats/quantile.ts';
import { shareBelow } from '../stats/share-below.ts';
import { type IndicatorColumns, indicatorColumns } from './indicator-columns.ts';

export interface DependencePoint {
  /** The value that all rows are given. */
  readonly value: number;
  /** Mean probability of the rows with that value, 0 to 1, with its 95 % interval over groups of rows. */
  readonly mean: number;
  readonly meanLow: number;
  readonly meanHigh: number;
  /** The range of the middle 80 % of the rows. */
  readonly low: number;
  readonly high: number;
}

export interface PartialDependenceOptions {
  readonly indicator: string;
  /**
   * The stratum of each row, for example its presentation and day; a percentile is computed among the rows of the same
   * stratum.
   */
  readonly strata: readonly string[];
  /** The group of each row, for example its learner. */
  readonly groups: readonly string[];
  readonly seed: number;
  /** The largest number of values to try, at even quantiles of the values that occur; 20 by default. */
  readonly steps?: number;
}

/**
 * Partial dependence (Friedman 2001, "Greedy function approximation", Annals of Statistics 29): the mean risk if every
 * row had the same value of one indicator and kept all else, with the spread over rows (Goldstein et al. 2015, "Peeking
 * inside the black box", Journal of Computational and Graphical Statistics 24). The indicator's percentile changes
 * along with its value. Other indicators do not, so far from the usual values the shape of the curve can be trusted,
 * but not its level.
 *
 * @param scorer made for the columns of `matrix`
 * @returns points with rising values; none where the indicator is never known
 * @throws RangeError where the matrix has no such indicator
 */
export function partialDependence(
  scorer: Scorer,
  matrix: FeatureMatrix,
  { indicator, strata, groups, seed, steps = 20 }: PartialDependenceOptions,
): DependencePoint[] {
  const columns = indicatorColumns(matrix.columns).find((one) => one.indicator === indicator);
  if (columns === undefined) throw new RangeError(`There is no indicator ${indicator}.`);
  const knownByStratum = new Map(
    Map.groupBy(strata.keys(), (row) => strata[row])
      .entries()
      .map(([stratum, rows]) => [stratum, knownValues(matrix, columns.own, rows)]),
  );
  const grid = gridOf(knownValues(matrix, columns.own, strata.keys()), steps);
  const probabilities = grid.map((value) =>
    probabilitiesWith(scorer, matrix, columns, value, (row) =>
      shareBelow(knownByStratum.get(strata[row]) ?? [], value),
    ),
  );
  const means = meansWithIntervals(probabilities, groupNumbers(groups), { resamples: RESAMPLES, seed });
  return grid.map((value, nth) => ({
    value,
    mean: means[nth].mean,
    meanLow: means[nth].low,
    meanHigh: means[nth].high,
    low: quantile(probabilities[nth], 0.1) ?? Number.NaN,
    high: quantile(probabilities[nth], 0.9) ?? Number.NaN,
  }));
}

const RESAMPLES = 200;

const knownValues = (matrix: FeatureMatrix, place: number, rows: Iterable<number>): Float64Array =>
  Float64Array.from(rows, (row) => matrix.values[row * matrix.columns.length + place])
    .filter((value) => !Number.isNaN(value))
    .sort();

/** Distinct values at even quantiles, without the outermost 2 % on each side, where there is little data. */
const gridOf = (known: Float64Array, steps: number): number[] => [
  ...new Set(
    Array.from({ length: known.length === 0 ? 0 : steps }, (_, step) => {
      const share = 0.02 + (0.96 * step) / Math.max(1, steps - 1);
      return known[Math.round(share * (known.length - 1))];
    }),
  ),
];

function probabilitiesWith(
  scorer: Scorer,
  matrix: FeatureMatrix,
  { own, percentile }: IndicatorColumns,
  value: number,
  percentileOfRow: (row: number) => number,
): Float64Array {
  const width = matrix.columns.length;
  const changed = new Float64Array(width);
  return Float64Array.from({ length: matrix.rows }, (_, row) => {
    changed.set(matrix.values.subarray(row * width, (row + 1) * width));
    changed[own] = value;
    if (percentile >= 0) changed[percentile] = percentileOfRow(row);
    return scorer.probability(changed);
  });
}
