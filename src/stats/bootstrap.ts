import { quantile } from './quantile.ts';
import { seededRandom } from './random.ts';

/** A range that holds the true value with the stated confidence; both null where no resample had a value. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * 95 % bootstrap intervals by the percentile method (Efron and Tibshirani 1993, "An introduction to the bootstrap",
 * chapter 13), resampling whole groups. Rows of one learner are correlated, so resampling rows would make the intervals far
 * too narrow (Davison and Hinkley 1997, "Bootstrap methods and their application", section 3.8).
 *
 * @param groups the group of each row, numbered from 0 without gaps
 * @param statistics computes the figures from the number of times each row was drawn; null where one is undefined
 * @returns an interval for each figure, in the order in which `statistics` gives them
 */
export function clusterBootstrap(
  groups: Uint32Array,
  statistics: Statistics,
  options: DrawOptions,
): Interval[] {
  return percentileIntervals(clusterDraws(groups, statistics, options));
}

/** Computes figures from the number of times each row was drawn; null where one is undefined. */
export type Statistics = (timesDrawn: Uint32Array) => readonly (number | null)[];

export interface DrawOptions {
  readonly resamples: number;
  readonly seed: number;
}

/** The figures of every draw, from which clusterBootstrap makes its intervals. */
export function clusterDraws(
  groups: Uint32Array,
  statistics: Statistics,
  options: DrawOptions,
): (readonly (number | null)[])[] {
  const random = seededRandom(options.seed);
  const groupCount = groups.reduce((count, group) => Math.max(count, group + 1), 0);
  const drawnGroups = new Uint32Array(groupCount);
  const drawnRows = new Uint32Array(groups.length);
  return Array.from({ length: options.resamples }, () => {
    drawnGroups.fill(0);
    for (let draw = 0; draw < groupCount; draw += 1) {
      const group = random.below(groupCount);
      drawnGroups[group] += 1;
    }
    for (let row = 0; row < groups.length; row += 1) drawnRows[row] = drawnGroups[groups[row]];
    return statistics(drawnRows);
  });
}

/** The middle 95 % of each figure's draws. */
export function percentileIntervals(draws: readonly (readonly (number | null)[])[]): Interval[] {
  const figures = draws[0]?.length ?? 0;
  return Array.from({ length: figures }, (_, figure) => {
    const values = draws.map((draw) => draw[figure] ?? null).filter((value) => value !== null);
    return { low: quantile(values, 0.025), high: quantile(values, 0.975) };
  });
}

/** Numbers the distinct keys from 0 in order of first appearance, and returns one number per key. */
export function groupNumbers(keys: readonly string[]): Uint32Array {
  const numbers = new Map<string, number>();
  return Uint32Array.from(keys, (key) => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
}
