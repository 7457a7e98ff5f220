import type { Outcome } from '../../domain/enrolment.ts';

/** How an enrolment went on after a moment. */
export interface Fate {
  readonly outcome: Outcome;
  /** Days from the moment to the withdrawal; null where the learner did not withdraw. */
  readonly leadDays: number | null;
}

/** What is predicted of an enrolment that is still registered at a moment. */
export interface EnrolmentTarget {
  /** As it stands in a model file. */
  readonly name: string;
  /** 1 where the target was met. */
  readonly label: (fate: Fate) => 0 | 1;
}
