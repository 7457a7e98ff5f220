import { atLeast } from '../../decide/condition.ts';
import { days } from '../../settings/fields.ts';
import { insightRule } from '../rule.ts';

/** There was no sign of the learner for `afterDays`. */
export const comeback = insightRule({
  name: 'comeback',
  example: { days: 12, goal: 'GRE' },
  thresholds: {
    /** Days without a sign of the learner. */
    afterDays: days(),
  },
  needs: 'all',
  conditions: ({ inactiveDays }, { afterDays }) => [atLeast('inactive_days', inactiveDays, afterDays)],
  facts: ({ snapshot: { profile }, inactiveDays }) => ({
    days: inactiveDays ?? 0,
    goal: profile.goalTags[0] ?? '',
  }),
  isTrue: ({ inactiveDays }) => inactiveDays !== null && inactiveDays > 0,
});
