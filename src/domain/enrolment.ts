import { joinedKey } from './joined-key.ts';
import type { LearnerId } from './learner.ts';
import type { PresentationId } from './presentation.ts';

/** One learner in one presentation: what is scored. */
export interface Enrolment {
  readonly presentationId: PresentationId;
  readonly learnerId: LearnerId;
}

/** Final results, as `finished` events carry them. */
export const RESULTS = ['pass', 'distinction', 'fail'] as const;

/** How an enrolment ended. `withdrew` and `fail` are what the target `dropout` predicts. */
export type Outcome = (typeof RESULTS)[number] | 'withdrew';

/** A text that names the enrolment and no other, used as a key and in idempotency keys. */
export const enrolmentKey = (enrolment: Enrolment): string =>
  joinedKey(enrolment.presentationId, enrolment.learnerId);
