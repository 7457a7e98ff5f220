import { type Moment, moment } from './moment.ts';
import { type Assessment, dayAt, momentOfDay, type Presentation } from './presentation.ts';

/**
 * The moment by which an assessment has to be handed in: work before it is in time, at it or later is late. A due day
 * counts whole. Null where no date is published.
 */
export const deadlineOf = (
  presentation: Presentation,
  { dueAt, dueDay }: Pick<Assessment, 'dueAt' | 'dueDay'>,
): Moment | null => dueAt ?? (dueDay === null ? null : momentOfDay(presentation, dueDay + 1));

/** The day on which a deadline falls. Midnight ends the day before, so the end of a day falls on that day. */
export const dayOfDeadline = (presentation: Presentation, deadline: Moment): number =>
  dayAt(presentation, moment(deadline - 1));

/** Whether the deadline has passed at `at`; a work handed in at `at` would then be late. */
export const isPast = (deadline: Moment, at: Moment): boolean => deadline <= at;

/** Work that learners hand in, with its deadline. */
export interface Coursework extends Assessment {
  readonly dueDay: number;
  readonly deadline: Moment;
}

/** All work that has a deadline. Exams are left out, because learners sit them and do not hand them in. */
export const courseworkOf = (presentation: Presentation): Coursework[] =>
  presentation.assessments.flatMap((assessment) => {
    const deadline = deadlineOf(presentation, assessment);
    return assessment.kind === 'exam' || assessment.dueDay === null || deadline === null
      ? []
      : [{ ...assessment, dueDay: assessment.dueDay, deadline }];
  });
