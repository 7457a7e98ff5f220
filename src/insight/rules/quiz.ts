import { atLeast, below } from '../../decide/condition.ts';
import { days, yesOrNo } from '../../settings/fields.ts';
import { insightRule } from '../rule.ts';
import type { Situation } from '../situation.ts';

/**
 * The last quiz with a known date was `afterDays` ago or more. With `orNever`, also where the learner never took one; with
 * `orByEvent`, also where no quiz has a date and the last event was that long ago.
 */
export const quiz = insightRule({
  name: 'quiz',
  example: { days: 12, eventDays: 0, goal: 'GRE' },
  thresholds: {
    /** Days since the last quiz. */
    afterDays: days(),
    /** Whether to invite a learner who never took a quiz. */
    orNever: yesOrNo(),
    /** Whether the last event counts where quizzes were taken and none has a date. */
    orByEvent: yesOrNo().default(false),
  },
  needs: 'any',
  conditions: (situation, { afterDays, orNever, orByEvent }) => [
    atLeast('days_since_last_quiz', situation.daysSinceQuiz, afterDays),
    ...(orByEvent && isUndated(situation)
      ? [atLeast('days_since_last_event', situation.daysSinceEvent, afterDays)]
      : []),
    ...(orNever && situation.daysSinceQuiz === null
      ? [below('quizzes_taken', situation.snapshot.profile.quizzesTaken, 1)]
      : []),
  ],
  facts: (situation, { orByEvent }) => ({
    days: situation.daysSinceQuiz ?? 0,
    /** Days since the last event where that is what counts; otherwise 0. */
    eventDays: orByEvent && isUndated(situation) ? (situation.daysSinceEvent ?? 0) : 0,
    goal: situation.snapshot.profile.goalTags[0] ?? '',
  }),
  isTrue: ({ daysSinceQuiz }) => daysSinceQuiz !== null && daysSinceQuiz > 0,
});

/** Whether quizzes were taken and the platform dates none of them. */
const isUndated = ({ snapshot, daysSinceQuiz }: Situation): boolean =>
  daysSinceQuiz === null && snapshot.profile.quizzesTaken > 0;
