import type { Enrolment } from '../domain/enrolment.ts';
import type { IndicatorValues } from '../domain/indicator.ts';
import type { Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { Risk } from '../domain/risk.ts';

/** All that is known of an enrolment as of a moment. Rules see this and nothing else. */
export interface Standing {
  readonly enrolment: Enrolment;
  readonly asOf: Moment;
  /** Day of the presentation on which `asOf` falls; 0 is its first day, days before it are negative. */
  readonly day: number;
  readonly presentation: Presentation;
  readonly indicators: IndicatorValues;
  /** Null where the enrolment has not been scored. */
  readonly risk: Risk | null;
  /** Every assessment handed in by `asOf`, in time or late. */
  readonly submittedAssessmentIds: readonly string[];
}

/** The indicator's value; null where it is unknown, be it empty or not computed. */
export const known = (standing: Standing, indicator: string): number | null =>
  standing.indicators[indicator] ?? null;

/**
 * For how many days of the course nothing has been seen of the learner: since the last activity, or since the course
 * began or the learner registered, whichever was later, where there was none. Null where neither is known.
 */
export function silentDays(standing: Standing): number | null {
  const sinceActivity = known(standing, 'days_since_last_activity');
  const sinceRegistration = known(standing, 'days_since_registration');
  const silent = sinceActivity ?? sinceRegistration;
  return silent === null ? null : Math.max(0, Math.min(silent, standing.day));
}

/**
 * Due days of the coursework that has a deadline and was not handed in, earliest first. Exams are sat, not handed in,
 * so they are left out.
 */
export const openDueDays = ({ presentation, submittedAssessmentIds }: Standing): number[] =>
  presentation.assessments
    .filter(({ id, kind }) => kind !== 'exam' && !submittedAssessmentIds.includes(id))
    .flatMap(({ dueDay }) => (dueDay === null ? [] : [dueDay]))
    .sort((a, b) => a - b);
