import type { Attention } from '../../../src/api/attention.ts';

/** One line of the list of who needs attention. */
export type AttentionEnrolment = Attention['enrolments'][number];
