import type { FeatureMatrix } from '../model/matrix.ts';
import type { Scorer } from '../model/score.ts';
import { groupNumbers } from '../stats/bootstrap.ts';
import { meansWithIntervals } from '../stats/mean-interval.ts';
import { midRank } from '../stats/share-below.ts';
import { indicatorColumns } from './indicator-columns.ts';

/** One row's value of an indicator and what it adds to the log-odds. */
export interface ContributionPoint {
  /** NaN where unknown. */
  readonly value: number;
  /** The value's rank among the rows, 0 to 1; NaN where unknown. */
  readonly rank: number;
  readonly contribution: number;
}

export interface ContributionSummary {
  readonly indicator: string;
  /** Mean absolute contribution, in log-odds, with its 95 % interval over groups of rows. */
  readonly meanSize: number;
  readonly low: number;
  readonly high: number;
  /** One point for each row, in the order of the rows. */
  readonly points: readonly ContributionPoint[];
}

/**
 * What each indicator adds to the log-odds over many rows: the data of a SHAP summary plot and, for one indicator, of a
 * dependence plot (Lundberg et al. 2020, "From local explanations to global understanding with explainable AI for
 * trees", Nature Machine Intelligence 2). The contribution of a percentile counts for its indicator.
 *
 * @param scorer made for the columns of `matrix`
 * @param groups the group of each row, for example its learner
 * @returns all indicators, the largest mean first
 */
export function shapSummary(
  scorer: Scorer,
  matrix: FeatureMatrix,
  groups: readonly string[],
  seed: number,
): ContributionSummary[] {
  const width = matrix.columns.length;
  const parts = Array.from({ length: matrix.rows }, (_, row) => {
    const ofRow = new Float64Array(width);
    scorer.contributions(matrix.values.subarray(row * width, (row + 1) * width), ofRow);
    return ofRow;
  });
  const columns = indicatorColumns(matrix.columns);
  const sizesOf = (places: readonly number[]): Float64Array =>
    Float64Array.from(parts, (ofRow) => Math.abs(places.reduce((sum, place) => sum + ofRow[place], 0)));
  const means = meansWithIntervals(
    columns.map(({ places }) => sizesOf(places)),
    groupNumbers(groups),
    { resamples: RESAMPLES, seed },
  );
  return columns
    .map(({ indicator, own, places }, nth) => {
      const values = parts.map((_, row) => matrix.values[row * width + own]);
      const known = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
      const points = parts.map((ofRow, row) => ({
        value: values[row],
        rank: Number.isNaN(values[row]) ? Number.NaN : midRank(known, values[row]),
        contribution: places.reduce((sum, place) => sum + ofRow[place], 0),
      }));
      const { mean, low, high } = means[nth];
      return { indicator, meanSize: mean, low, high, points };
    })
    .sort((a, b) => b.meanSize - a.meanSize);
}

const RESAMPLES = 200;
