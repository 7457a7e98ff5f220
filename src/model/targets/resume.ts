import { real, wholeNumber } from '../../ingest/column.ts';
import type { NudgeTarget } from './nudge-target.ts';

/**
 * Target `resume`: should a learner be nudged to upload their résumé? The features are whether it is uploaded and which
 * share of the batch has uploaded theirs. The answer jumps where nearly all others have done so: a step, which trees follow
 * and a logistic regression cannot.
 */
export const resume: NudgeTarget = {
  name: 'resume',
  columns: {
    /** 1 where the learner's résumé is uploaded. */
    resume_uploaded: wholeNumber(0, 1),
    /** Share of the learner's batch, 0 to 1. */
    batch_resume_uploaded_pct: real(0, 1),
    should_nudge_resume: wholeNumber(0, 1),
  },
  label: 'should_nudge_resume',
  estimator: 'gradient_boosting',
};
