import { isPast } from '../../domain/deadline.ts';
import { days } from '../../settings/fields.ts';
import { atLeast, atMost, type Condition } from '../condition.ts';
import { standingRule } from '../rule.ts';
import { known, openCoursework, type Standing } from '../standing.ts';

/** An assessment is due within `withinDays`, is not handed in, and the learner was not active for `inactiveDays`. */
export const comingDeadline = standingRule({
  name: 'coming_deadline',
  example: { daysLeft: 4 },
  thresholds: {
    /** Days to the deadline; 0 is the day of the deadline itself. */
    withinDays: days(),
    /** Days without activity; a learner who is at work needs no reminder. */
    inactiveDays: days(),
  },
  needs: 'all',
  conditions: (standing, { withinDays, inactiveDays }) => [
    atMost('days_to_open_deadline', daysLeft(standing), withinDays),
    inactive(standing, inactiveDays),
  ],
  facts: (standing) => ({ daysLeft: daysLeft(standing) ?? 0 }),
});

/** Days to the next deadline of work that is not handed in; null where there is no further deadline. */
function daysLeft(standing: Standing): number | null {
  const next = openCoursework(standing).find(({ deadline }) => !isPast(deadline, standing.asOf));
  return next === undefined ? null : next.dueDay - standing.day;
}

/** The last activity was `days` ago or more, or there never was any. */
function inactive(standing: Standing, days: number): Condition {
  const daysInactive = known(standing, 'days_since_last_activity');
  return daysInactive === null
    ? atMost('active_days_total', known(standing, 'active_days_total'), 0)
    : atLeast('days_since_last_activity', daysInactive, days);
}
