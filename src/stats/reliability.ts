import { clusterBootstrap } from './bootstrap.ts';

/** The rows whose probability lies in one tenth of the scale. */
export interface ReliabilityBin {
  readonly rows: number;
  readonly meanProbability: number;
  /** Share of the rows with the target, with its 95 % interval over groups of rows. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const BINS = 10;

/**
 * The reliability diagram's points (Murphy and Winkler 1977, "Reliability of subjective probability forecasts", Applied
 * Statistics 26): for ten bins of equal width, what was said and what came of it. The bins are those of the calibration
 * error (see calibrationError); those without rows are left out.
 *
 * @param groups the group of each row, say its learner, numbered from 0 without gaps
 */
export function reliability(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  groups: Uint32Array,
  options: { readonly resamples: number; readonly seed: number },
): ReliabilityBin[] {
  const bins = Uint8Array.from({ length: probabilities.length }, (_, row) =>
    Math.min(Math.floor(probabilities[row] * BINS), BINS - 1),
  );
  const shares = (timesDrawn?: Uint32Array): (number | null)[] => {
    const { rows, sums } = sumsByBin(bins, labels, timesDrawn);
    return Array.from(rows, (count, bin) => (count === 0 ? null : sums[bin] / count));
  };
  const intervals = clusterBootstrap(groups, shares, options);
  const { rows } = sumsByBin(bins, labels);
  const { sums: probabilitySums } = sumsByBin(bins, probabilities);
  return shares().flatMap((share, bin) =>
    share === null
      ? []
      : [
          {
            rows: rows[bin],
            meanProbability: probabilitySums[bin] / rows[bin],
            share,
            low: intervals[bin].low ?? share,
            high: intervals[bin].high ?? share,
          },
        ],
  );
}

function sumsByBin(bins: Uint8Array, values: ArrayLike<number>, timesDrawn?: Uint32Array) {
  const rows = new Float64Array(BINS);
  const sums = new Float64Array(BINS);
  for (let row = 0; row < bins.length; row += 1) {
    const times = timesDrawn?.[row] ?? 1;
    rows[bins[row]] += times;
    sums[bins[row]] += times * values[row];
  }
  return { rows, sums };
}
