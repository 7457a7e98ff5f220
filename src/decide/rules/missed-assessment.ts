import { isPast } from '../../domain/deadline.ts';
import { days } from '../../settings/fields.ts';
import { atMost } from '../condition.ts';
import { standingRule } from '../rule.ts';
import { openCoursework, type Standing } from '../standing.ts';

/** An assessment that was due in the last `withinDays` was not handed in. Its due day still counts as in time. */
export const missedAssessment = standingRule({
  name: 'missed_assessment',
  example: { missed: 2, daysSinceDue: 3 },
  thresholds: {
    /** Days since the deadline. */
    withinDays: days(),
  },
  needs: 'all',
  conditions: (standing, { withinDays }) => [
    atMost('days_since_missed_deadline', daysSinceMissed(standing).at(-1) ?? null, withinDays),
  ],
  facts: (standing, { withinDays }) => {
    const missed = daysSinceMissed(standing).filter((days) => days <= withinDays);
    return { missed: missed.length, daysSinceDue: missed.at(-1) ?? 0 };
  },
});

/** Days since each deadline that passed without a submission; the latest deadline comes last. */
const daysSinceMissed = (standing: Standing): number[] =>
  openCoursework(standing)
    .filter(({ deadline }) => isPast(deadline, standing.asOf))
    .map(({ dueDay }) => standing.day - dueDay);
