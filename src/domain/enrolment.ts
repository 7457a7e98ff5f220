import type { LearnerId } from './learner.ts';
import type { PresentationId } from './presentation.ts';

/** One learner in one presentation: what is scored. */
export interface Enrolment {
  readonly presentationId: PresentationId;
  readonly learnerId: LearnerId;
}

/** How an enrolment ended. `withdrew` and `fail` are what the target `dropout` predicts. */
export type Outcome = 'pass' | 'distinction' | 'fail' | 'withdrew';

/** A text that names the enrolment, used as a key and in idempotency keys. */
export const enrolmentKey = (enrolment: Enrolment): string =>
  `${enrolment.presentationId}/${enrolment.learnerId}`;
