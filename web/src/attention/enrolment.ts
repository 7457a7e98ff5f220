import type { Attention } from '../../../src/read/attention-view.ts';

/** One line of the list “Who needs attention”. */
export type AttentionEnrolment = Attention['enrolments'][number];
