import { atLeast, below, type Rule } from '../rule.ts';

/** The last quiz whose date is known was `afterDays` ago or more; with `orNever` also where none was ever taken. */
export const quiz: Rule = {
  name: 'quiz',
  example: { days: 12, goal: 'GRE' },
  needs: 'any',
  conditions: ({ snapshot: { profile }, daysSinceQuiz }, { quiz: { afterDays, orNever } }) => [
    atLeast('days_since_last_quiz', daysSinceQuiz, afterDays),
    ...(orNever && daysSinceQuiz === null ? [below('quizzes_taken', profile.quizzesTaken, 1)] : []),
  ],
  facts: ({ snapshot: { profile }, daysSinceQuiz }) => ({
    days: daysSinceQuiz ?? 0,
    goal: profile.goalTags[0] ?? '',
  }),
  isTrue: ({ daysSinceQuiz }) => daysSinceQuiz !== null && daysSinceQuiz > 0,
};
