import type { Attention } from '../../../src/read/attention-view.ts';

/** One line of the list of who needs attention. */
export type AttentionEnrolment = Attention['enrolments'][number];
