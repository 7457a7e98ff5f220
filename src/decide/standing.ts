import { type Coursework, courseworkOf } from '../domain/deadline.ts';
import type { Enrolment } from '../domain/enrolment.ts';
import type { IndicatorValues } from '../domain/indicator.ts';
import type { Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { Risk } from '../domain/risk.ts';

/** Everything that is known about an enrolment as of a moment. Rules see this and nothing else. */
export interface Standing {
  readonly enrolment: Enrolment;
  readonly asOf: Moment;
  /** Day of the presentation on which `asOf` falls; 0 is its first day, days before it are negative. */
  readonly day: number;
  readonly presentation: Presentation;
  readonly indicators: IndicatorValues;
  /** Null where the enrolment has not been scored. */
  readonly risk: Risk | null;
  /** All assessments handed in by `asOf`, in time or late. */
  readonly submittedAssessmentIds: readonly string[];
}

/** The indicator's value; null where it is unknown, because it is empty or was not computed. */
export const known = (standing: Standing, indicator: string): number | null =>
  standing.indicators[indicator] ?? null;

/**
 * How many days of the course have passed without a sign of the learner: days since the last activity or, without any
 * activity, since the course began or the learner registered, whichever was later. Null where neither is known.
 */
export function silentDays(standing: Standing): number | null {
  const sinceActivity = known(standing, 'days_since_last_activity');
  const sinceRegistration = known(standing, 'days_since_registration');
  const silent = sinceActivity ?? sinceRegistration;
  return silent === null ? null : Math.max(0, Math.min(silent, standing.day));
}

/** The coursework that has a deadline and was not handed in, earliest first. */
export const openCoursework = ({ presentation, submittedAssessmentIds }: Standing): Coursework[] =>
  courseworkOf(presentation)
    .filter(({ id }) => !submittedAssessmentIds.includes(id))
    .sort((a, b) => a.deadline - b.deadline);
