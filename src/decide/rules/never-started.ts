import { days } from '../../settings/fields.ts';
import { atLeast, atMost } from '../condition.ts';
import { standingRule } from '../rule.ts';
import { known } from '../standing.ts';

/** A registered learner has had no activity in `afterDays` days of the course; after `untilDays` a message reaches nobody. */
export const neverStarted = standingRule({
  name: 'never_started',
  example: { daysSinceStart: 9 },
  thresholds: {
    /** Days since the course began, or since the learner registered if that was later. */
    afterDays: days(),
    /** After this many days the rule no longer fires. */
    untilDays: days(),
  },
  needs: 'all',
  conditions: (standing, { afterDays, untilDays }) => {
    const daysRegistered = known(standing, 'days_since_registration');
    // A learner who registered late has had less time than the course has been running.
    const waiting = daysRegistered === null ? null : Math.min(daysRegistered, standing.day);
    return [
      atLeast('days_to_start_in', waiting, afterDays),
      atMost('days_to_start_in', waiting, untilDays),
      atMost('active_days_since_start', known(standing, 'active_days_since_start'), 0),
    ];
  },
  facts: (standing) => ({ daysSinceStart: standing.day }),
});
