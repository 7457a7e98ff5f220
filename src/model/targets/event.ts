import { real, wholeNumber } from '../../ingest/column.ts';
import type { NudgeTarget } from './nudge-target.ts';

/**
 * Target `event`: should a learner be nudged to an event? The features are the learner's karma and the event's FOMO score.
 * The answer rises with the score everywhere, even where nearly every training row is a yes and trees see no more
 * difference; a logistic regression still ranks there, which counts once yeses become rarer.
 */
export const event: NudgeTarget = {
  name: 'event',
  columns: {
    karma: real(-1e6, 1e6),
    /** 0 to 1. */
    event_fomo_score: real(0, 1),
    should_nudge_event: wholeNumber(0, 1),
  },
  label: 'should_nudge_event',
  estimator: 'logistic_regression',
};
