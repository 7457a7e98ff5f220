import { atLeast, below } from '../../decide/condition.ts';
import { days, yesOrNo } from '../../settings/fields.ts';
import { insightRule } from '../rule.ts';

/** The last quiz whose date is known was `afterDays` ago or more; with `orNever` also where none was ever taken. */
export const quiz = insightRule({
  name: 'quiz',
  example: { days: 12, goal: 'GRE' },
  thresholds: {
    /** Days since the last quiz. */
    afterDays: days(),
    /** Whether a learner who never took one is invited, too. */
    orNever: yesOrNo(),
  },
  needs: 'any',
  conditions: ({ snapshot: { profile }, daysSinceQuiz }, { afterDays, orNever }) => [
    atLeast('days_since_last_quiz', daysSinceQuiz, afterDays),
    ...(orNever && daysSinceQuiz === null ? [below('quizzes_taken', profile.quizzesTaken, 1)] : []),
  ],
  facts: ({ snapshot: { profile }, daysSinceQuiz }) => ({
    days: daysSinceQuiz ?? 0,
    goal: profile.goalTags[0] ?? '',
  }),
  isTrue: ({ daysSinceQuiz }) => daysSinceQuiz !== null && daysSinceQuiz > 0,
});
