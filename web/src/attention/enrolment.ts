import type { Attention } from '../../../src/api/attention.ts';

/** One line of the list “Who needs attention”. */
export type AttentionEnrolment = Attention['enrolments'][number];
