import type { Rule } from '../rule.ts';
import { known } from '../standing.ts';

/** Registered, the course started `afterDays` ago, and no activity since; after `untilDays` a message reaches nobody. */
export const neverStarted: Rule<{ daysSinceStart: number }> = {
  name: 'never_started',
  example: { daysSinceStart: 9 },
  facts: (standing, { never_started: { afterDays, untilDays } }) => {
    const daysRegistered = known(standing, 'days_since_registration');
    // Who registered late has had less time than the course has run.
    if (daysRegistered === null) return null;
    const waiting = Math.min(daysRegistered, standing.day);
    if (waiting < afterDays || waiting > untilDays) return null;
    return known(standing, 'active_days_since_start') === 0 ? { daysSinceStart: standing.day } : null;
  },
};
