import type { Outcome } from '../../domain/enrolment.ts';
import type { AlertEase } from '../alert-ease.ts';

/** How an enrolment went on after a moment. */
export interface LaterOutcome {
  readonly outcome: Outcome;
  /** Days from the moment to the withdrawal; null where the learner did not withdraw. */
  readonly leadDays: number | null;
}

/** An estimator by name, with what its defaults do not say. */
export interface EstimatorChoice {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What is predicted of an enrolment that is still registered at a moment. */
export interface EnrolmentTarget {
  /** As it stands in a model file. */
  readonly name: string;
  /** 1 where the target was met. */
  readonly label: (later: LaterOutcome) => 0 | 1;
  /** What it is learnt by unless another estimator is asked for. */
  readonly estimator: EstimatorChoice;
  /** When an alert needs less; never where absent. */
  readonly alertEase?: AlertEase;
}
