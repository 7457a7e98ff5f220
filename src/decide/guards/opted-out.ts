import type { Guard } from '../guard.ts';

/** A learner who has opted out gets no nudges. A coach may still call. */
export const optedOut: Guard = {
  name: 'opted_out',
  recipients: ['learner'],
  objection: ({ preferences }) => (preferences.optedOut ? 'The learner has opted out of nudges' : null),
};
