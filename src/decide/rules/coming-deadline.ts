import type { Rule } from '../rule.ts';
import { known, openDueDays, type Standing } from '../standing.ts';

/** An assessment is due within `withinDays`, is not handed in, and the learner was not active for `inactiveDays`. */
export const comingDeadline: Rule<{ daysLeft: number }> = {
  name: 'coming_deadline',
  example: { daysLeft: 4 },
  facts: (standing, { coming_deadline: { withinDays, inactiveDays } }) => {
    const nextDueDay = openDueDays(standing).find((dueDay) => dueDay >= standing.day);
    if (nextDueDay === undefined || nextDueDay - standing.day > withinDays) return null;
    return isInactive(standing, inactiveDays) ? { daysLeft: nextDueDay - standing.day } : null;
  },
};

/** True where the last activity is `days` back, or there never was any. */
function isInactive(standing: Standing, days: number): boolean {
  const daysInactive = known(standing, 'days_since_last_activity');
  return daysInactive === null ? known(standing, 'active_days_total') === 0 : daysInactive >= days;
}
