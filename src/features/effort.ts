import type { ContentKind } from './content-kind.ts';

/**
 * What a learner might have done before a moment in addition to what the learner did: activity on the latest of the days
 * without any, and the next piece of work, handed in within the last 24 hours. Each indicator computes its own value after
 * an effort (`after`), so that indicators that depend on each other change together.
 */
export interface Effort {
  /** On how many of the last days the learner was active in addition, the last day first; at most the days of the break. */
  readonly activeDays: number;
  /** Clicks on each of these days. */
  readonly clicksPerDay: number;
  /** How many of these clicks were on each kind of content. */
  readonly kindClicksPerDay: Readonly<Record<ContentKind, number>>;
  /** Pieces of content used on each of these days. */
  readonly objectsPerDay: number;
  /** How many of these pieces were new to the learner. */
  readonly newObjectsPerDay: number;
  /** Whether the learner handed in the work of the next deadline; it is not marked yet. */
  readonly handsInNext: boolean;
}

/** Returns the value of an indicator before the effort; null where it is unknown. */
export type Known = (indicator: string) => number | null;

/** The additional clicks. */
export const clicksOnTop = (effort: Effort): number => effort.activeDays * effort.clicksPerDay;

/** The additional pieces of content that are new to the learner. */
export const newObjectsOnTop = (effort: Effort): number => effort.activeDays * effort.newObjectsPerDay;

/**
 * The length of the run of active days that ends at the moment. Where the effort closes the present break, it joins the run
 * before the break, of which only the last day is known. So the true run may be longer than this, never shorter.
 */
export function streakAfter(known: Known, { activeDays }: Effort): number {
  const streak = known('current_streak_days') ?? 0;
  const pause = known('days_since_last_activity') ?? Number.POSITIVE_INFINITY;
  if (activeDays === 0 || pause === 0) return streak;
  return pause > activeDays ? activeDays : pause + 1;
}

/** The number of spaces between successive active days after the effort, and the sum of their lengths in days. */
export function spacesAfter(known: Known, { activeDays }: Effort): { count: number; sum: number } {
  const days = known('active_days_total') ?? 0;
  if (days === 0) return { count: Math.max(0, activeDays - 1), sum: Math.max(0, activeDays - 1) };
  const before = (known('mean_gap_days') ?? 0) * (days - 1);
  // The effort closes the present break; additional days between active days divide spaces and do not change the sum.
  const closed = activeDays === 0 ? 0 : (known('days_since_last_activity') ?? 0);
  const count = days - 1 + activeDays;
  // Every space is at least a day long, even where additional days come before the first active day.
  return { count, sum: Math.max(count, before + closed) };
}

/** Days from the last active day to the moment, 1 being the last 24 hours; null without an active day. */
export const ageAfter = (known: Known, { activeDays }: Effort): number | null => {
  const pause = known('days_since_last_activity');
  return activeDays > 0 ? 1 : pause === null ? null : pause + 1;
};

/** How many days before its deadline the next work was handed in; null where the effort hands in none or none is due. */
export function leadOnTop(known: Known, { handsInNext }: Effort): number | null {
  const daysToNext = known('days_to_next_deadline');
  return handsInNext && daysToNext !== null ? daysToNext + 1 : null;
}
