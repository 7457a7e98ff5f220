import type { Rule } from '../rule.ts';
import { openDueDays } from '../standing.ts';

/** An assessment that was due in the last `withinDays` was not handed in. The day it is due still counts as in time. */
export const missedAssessment: Rule<{ missed: number; daysSinceDue: number }> = {
  name: 'missed_assessment',
  example: { missed: 2, daysSinceDue: 3 },
  facts: (standing, { missed_assessment: { withinDays } }) => {
    const missed = openDueDays(standing).filter(
      (dueDay) => dueDay < standing.day && standing.day - dueDay <= withinDays,
    );
    const latest = missed.at(-1);
    return latest === undefined ? null : { missed: missed.length, daysSinceDue: standing.day - latest };
  },
};
