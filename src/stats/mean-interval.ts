import { clusterBootstrap, type DrawOptions } from './bootstrap.ts';

/** A mean with the interval that holds the true mean in 95 of 100 samples; no interval for a single value. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  /** The number of independent values behind the mean. */
  readonly n: number;
}

/**
 * The 95 % interval of a mean of `n` independent values by Student's t, within `min` and `max`.
 *
 * @param deviation their sample standard deviation; ignored where `n` is 1
 */
export function meanInterval(
  mean: number,
  deviation: number,
  n: number,
  { min, max }: { readonly min: number; readonly max: number },
): MeanInterval {
  if (n < 2) return { mean, low: null, high: null, n };
  const half = (student975(n - 1) * deviation) / Math.sqrt(n);
  return { mean, low: Math.max(min, mean - half), high: Math.min(max, mean + half), n };
}

/** The 0.975 quantile of the normal distribution. */
const Z = 1.959963984540054;

/**
 * The 0.975 quantile of Student's t, accurate to three digits: in closed form for one and two degrees of freedom, for more
 * by the expansion of Abramowitz and Stegun (1964, 26.7.5).
 */
export function student975(degrees: number): number {
  const p = 0.975;
  if (degrees === 1) return Math.tan(Math.PI * (p - 0.5));
  if (degrees === 2) return (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
  const z2 = Z * Z;
  const terms = [
    (z2 + 1) / 4,
    (5 * z2 ** 2 + 16 * z2 + 3) / 96,
    (3 * z2 ** 3 + 19 * z2 ** 2 + 17 * z2 - 15) / 384,
    (79 * z2 ** 4 + 776 * z2 ** 3 + 1482 * z2 ** 2 - 1920 * z2 - 945) / 92160,
  ];
  return Z * (1 + terms.reduce((sum, term, power) => sum + term / degrees ** (power + 1), 0));
}

/**
 * Means of several values per row, each with its 95 % interval over resampled groups of rows (see clusterBootstrap).
 *
 * @param values a list for each mean, one value per row
 * @param groups the group of each row, numbered from 0 without gaps
 * @returns all 0 where there are no rows
 */
export function meansWithIntervals(
  values: readonly Float64Array[],
  groups: Uint32Array,
  options: DrawOptions,
): { readonly mean: number; readonly low: number; readonly high: number }[] {
  const once = new Uint32Array(groups.length).fill(1);
  const meansOf = (timesDrawn: Uint32Array): (number | null)[] => {
    const rows = timesDrawn.reduce((sum, times) => sum + times, 0);
    return values.map((ofRows) =>
      rows === 0 ? null : ofRows.reduce((sum, value, row) => sum + timesDrawn[row] * value, 0) / rows,
    );
  };
  const intervals = clusterBootstrap(groups, meansOf, options);
  return meansOf(once).map((mean, nth) => ({
    mean: mean ?? 0,
    low: intervals[nth].low ?? 0,
    high: intervals[nth].high ?? 0,
  }));
}
