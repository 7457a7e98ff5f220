import type { Rule } from '../rule.ts';
import { known } from '../standing.ts';

/** Active before, and not for `afterDays` of the course; after `untilDays` a message reaches nobody. */
export const inactivity: Rule<{ daysInactive: number }> = {
  name: 'inactivity',
  example: { daysInactive: 12 },
  facts: (standing, { inactivity: { afterDays, untilDays } }) => {
    const daysInactive = known(standing, 'days_since_last_activity');
    // Nobody is expected to be there before the course begins, so those days do not count.
    if (daysInactive === null || daysInactive > untilDays) return null;
    if (Math.min(daysInactive, standing.day) < afterDays) return null;
    return { daysInactive };
  },
};
