import type { Outcome } from '../../domain/enrolment.ts';
import type { AlertEase } from '../alert-ease.ts';

/** How an enrolment went on after a moment. */
export interface LaterOutcome {
  readonly outcome: Outcome;
  /** Days from the moment to the withdrawal; null where the learner did not withdraw. */
  readonly leadDays: number | null;
}

/** The name of an estimator, and the parameters that differ from its defaults. */
export interface EstimatorChoice {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A prediction about an enrolment that is still registered at a moment. */
export interface EnrolmentTarget {
  /** The name in a model file. */
  readonly name: string;
  /** 1 where the target was met. */
  readonly label: (later: LaterOutcome) => 0 | 1;
  /** The estimator, unless the training names a different one. */
  readonly estimator: EstimatorChoice;
  /** When a lower probability is enough for an alert; never where absent. */
  readonly alertEase?: AlertEase;
}
