import type { ContentKind } from './content-kind.ts';

/**
 * What a learner might have done by a moment on top of what was done: activity on the last days before it that had none,
 * and the next piece of work handed in, within the last 24 hours. Indicators say what it makes of them (`after`), so that
 * all that hangs together changes together.
 */
export interface Effort {
  /** How many of the last days had activity on top, the last day first; at most as many as were without. */
  readonly activeDays: number;
  /** Clicks on each of these days. */
  readonly clicksPerDay: number;
  /** Of these the clicks on each kind of content. */
  readonly kindClicksPerDay: Readonly<Record<ContentKind, number>>;
  /** Pieces of content used on each of these days. */
  readonly objectsPerDay: number;
  /** Of these the pieces that were new to the learner. */
  readonly newObjectsPerDay: number;
  /** Whether the work of the next deadline was handed in, not yet marked. */
  readonly handsInNext: boolean;
}

/** The value of an indicator as it is; null where unknown. */
export type Known = (indicator: string) => number | null;

/** Clicks on top. */
export const clicksOnTop = (effort: Effort): number => effort.activeDays * effort.clicksPerDay;

/** Pieces of new content on top. */
export const newObjectsOnTop = (effort: Effort): number => effort.activeDays * effort.newObjectsPerDay;

/**
 * The run of active days that ends at the moment. Days that close the present break join the run before it, of which
 * only a day is known; days between others may join them and are not counted. So it may be longer, never shorter.
 */
export function streakAfter(known: Known, { activeDays }: Effort): number {
  const streak = known('current_streak_days') ?? 0;
  const pause = known('days_since_last_activity') ?? Number.POSITIVE_INFINITY;
  if (activeDays === 0 || pause === 0) return streak;
  return pause > activeDays ? activeDays : pause + 1;
}

/** Active days so far that came after another one, and the days between each and the one before. */
export function spacesAfter(known: Known, { activeDays }: Effort): { count: number; sum: number } {
  const days = known('active_days_total') ?? 0;
  if (days === 0) return { count: Math.max(0, activeDays - 1), sum: Math.max(0, activeDays - 1) };
  const before = (known('mean_gap_days') ?? 0) * (days - 1);
  // The present break ends on the last day; days between others divide spaces and add none.
  const closed = activeDays === 0 ? 0 : (known('days_since_last_activity') ?? 0);
  const count = days - 1 + activeDays;
  // No two active days are nearer than a day, not even those put before the first.
  return { count, sum: Math.max(count, before + closed) };
}

/** Days from the last active day to the moment, 1 being the last 24 hours; null without any. */
export const ageAfter = (known: Known, { activeDays }: Effort): number | null => {
  const pause = known('days_since_last_activity');
  return activeDays > 0 ? 1 : pause === null ? null : pause + 1;
};

/** How many days before its deadline the next work was handed in; null where none is or none is ahead. */
export function leadOnTop(known: Known, { handsInNext }: Effort): number | null {
  const daysToNext = known('days_to_next_deadline');
  return handsInNext && daysToNext !== null ? daysToNext + 1 : null;
}
