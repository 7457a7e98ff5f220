import { effectiveCases, type GroupCount, wilsonInterval } from './wilson-interval.ts';

/** The rows whose probability lies in one tenth of the scale. */
export interface ReliabilityBin {
  readonly rows: number;
  readonly meanProbability: number;
  /** Share of the rows with the target, with its 95 % interval: Wilson's, for the effective number of cases in the groups. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const BINS = 10;

/**
 * The reliability diagram's points (Murphy and Winkler 1977, "Reliability of subjective probability forecasts", Applied
 * Statistics 26): for ten bins of equal width, the predicted and the observed share. The bins are those of the calibration
 * error (see calibrationError), without the empty ones.
 *
 * @param groups the group of each row, for example its learner, numbered from 0 without gaps
 */
export function reliability(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  groups: Uint32Array,
): ReliabilityBin[] {
  const bins = Map.groupBy(Array.from({ length: probabilities.length }).keys(), (row) =>
    Math.min(Math.floor(probabilities[row] * BINS), BINS - 1),
  );
  return [...bins.keys()]
    .sort((a, b) => a - b)
    .map((bin) => {
      const rows = bins.get(bin) ?? [];
      const share = meanOf(rows, labels);
      return {
        rows: rows.length,
        meanProbability: meanOf(rows, probabilities),
        share,
        ...wilsonInterval(share, effectiveCases(groupCounts(rows, labels, groups))),
      };
    });
}

const meanOf = (rows: readonly number[], values: ArrayLike<number>): number =>
  rows.reduce((sum, row) => sum + values[row], 0) / rows.length;

const groupCounts = (rows: readonly number[], labels: ArrayLike<number>, groups: Uint32Array): GroupCount[] =>
  [...Map.groupBy(rows, (row) => groups[row]).values()].map((own) => ({
    rows: own.length,
    positives: own.reduce((sum, row) => sum + labels[row], 0),
  }));
