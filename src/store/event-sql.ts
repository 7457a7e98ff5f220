import { ACTIVE_VERBS } from '../domain/activity-event.ts';

/** Whether an event makes its learner active: a condition over the column `verb`. */
export const IS_ACTIVE = `verb in (${ACTIVE_VERBS.map((verb) => `'${verb}'`).join(', ')})`;

/**
 * Whether a learner has left: there is a withdrawal, and no registration after it. If both have the same time,
 * the withdrawal counts as the later one. A condition over the events of one enrolment, with `verb`.
 *
 * @param at the column with the times of the events
 * @param before only events before this time count; null for all events
 */
export function hasLeft(at: string, before: string | null = null): string {
  const is = (verb: string) => `verb = '${verb}'${before === null ? '' : ` and ${at} < ${before}`}`;
  return `countIf(${is('withdrew')}) > 0 and maxIf(${at}, ${is('withdrew')}) >= maxIf(${at}, ${is('registered')})`;
}
