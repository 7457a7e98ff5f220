import { atLeast, below } from '../../decide/condition.ts';
import { days, yesOrNo } from '../../settings/fields.ts';
import { insightRule } from '../rule.ts';

/** The last quiz with a known date was `afterDays` ago or more; with `orNever`, also where the learner never took one. */
export const quiz = insightRule({
  name: 'quiz',
  example: { days: 12, goal: 'GRE' },
  thresholds: {
    /** Days since the last quiz. */
    afterDays: days(),
    /** Whether to invite a learner who never took a quiz. */
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
