import { median } from '../stats/quantile.ts';

/** A day on which a source reported far fewer events than on the same weekday before. */
export interface SilentDay {
  /** Index of the day in the counts. */
  readonly day: number;
  readonly events: number;
  /** Median of the same weekday in the weeks before. */
  readonly usual: number;
  /** Distance from the usual count in robust standard deviations; below 0. */
  readonly z: number;
}

const WEEK = 7;
const WEEKS_BEFORE = 6;
/** Fewer weeks do not show what is usual. */
const LEAST_WEEKS = 4;
/** So few events per day may be absent by chance. */
const LEAST_USUAL = 20;
/** Iglewicz and Hoaglin 1993, "How to detect and handle outliers", ASQC: modified z-scores beyond 3.5 are outliers. */
const LIMIT_Z = -3.5;
/** Only days below this share of the usual count: the dip of a holiday is no outage. */
const LIMIT_SHARE = 0.5;
/** Converts the median absolute deviation of normal values into their standard deviation. */
const MAD_TO_DEVIATION = 1.4826;
/** Deviation of the root of a Poisson count (Anscombe 1948, Biometrika 35); real counts never vary less. */
const LEAST_DEVIATION = 0.5;

/**
 * Days of sudden silence: counts far below those of the same weekday in the six weeks before, by a robust z-score of
 * their roots. Days that were silent themselves do not count as history, so an outage of several weeks does not become usual.
 *
 * @param counts events by day, oldest first, 0 for a day without events
 */
export function silentDays(counts: readonly number[]): SilentDay[] {
  const silent = new Map<number, SilentDay>();
  for (const [day, events] of counts.entries()) {
    const before = Array.from({ length: WEEKS_BEFORE }, (_, week) => day - WEEK * (week + 1)).filter(
      (earlier) => earlier >= 0 && !silent.has(earlier),
    );
    const usual = median(before.map((earlier) => counts[earlier])) ?? 0;
    if (before.length < LEAST_WEEKS || usual < LEAST_USUAL || events >= LIMIT_SHARE * usual) continue;
    const roots = before.map((earlier) => Math.sqrt(counts[earlier]));
    const middle = median(roots) ?? 0;
    const spread = MAD_TO_DEVIATION * (median(roots.map((root) => Math.abs(root - middle))) ?? 0);
    const z = (Math.sqrt(events) - middle) / Math.max(spread, LEAST_DEVIATION);
    if (z < LIMIT_Z) silent.set(day, { day, events, usual, z });
  }
  return [...silent.values()];
}
