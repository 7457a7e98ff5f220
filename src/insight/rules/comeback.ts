import { atLeast, type Rule } from '../rule.ts';

/** Nothing was seen of the learner for `afterDays`. */
export const comeback: Rule = {
  name: 'comeback',
  example: { days: 12, goal: 'GRE' },
  needs: 'all',
  conditions: ({ inactiveDays }, { comeback: { afterDays } }) => [
    atLeast('inactive_days', inactiveDays, afterDays),
  ],
  facts: ({ snapshot: { profile }, inactiveDays }) => ({
    days: inactiveDays ?? 0,
    goal: profile.goalTags[0] ?? '',
  }),
  isTrue: ({ inactiveDays }) => inactiveDays !== null && inactiveDays > 0,
};
