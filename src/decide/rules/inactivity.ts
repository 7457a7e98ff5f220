import { days } from '../../settings/fields.ts';
import { atLeast, atMost } from '../condition.ts';
import { standingRule } from '../rule.ts';
import { known } from '../standing.ts';

/** The learner was active before, but not for `afterDays` days of the course; after `untilDays` a message reaches nobody. */
export const inactivity = standingRule({
  name: 'inactivity',
  example: { daysInactive: 12 },
  thresholds: {
    /** Days without activity. */
    afterDays: days(),
    /** After this many days the rule no longer fires. */
    untilDays: days(),
  },
  needs: 'all',
  conditions: (standing, { afterDays, untilDays }) => {
    const daysInactive = known(standing, 'days_since_last_activity');
    // Nobody is expected to be active before the course begins, so those days do not count.
    const inCourse = daysInactive === null ? null : Math.min(daysInactive, standing.day);
    return [
      atLeast('days_inactive_in_course', inCourse, afterDays),
      atMost('days_since_last_activity', daysInactive, untilDays),
    ];
  },
  facts: (standing) => ({ daysInactive: known(standing, 'days_since_last_activity') ?? 0 }),
});
