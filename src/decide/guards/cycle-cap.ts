import { counted } from '../../domain/phrase.ts';
import type { Guard } from '../guard.ts';
import { ghostsAmong } from '../past-nudge.ts';

/** At most `maxPerCycle` interventions for a learner in a cycle. A cycle is identified by its moment. */
export const cycleCap: Guard = {
  name: 'cycle_cap',
  recipients: ['learner', 'coach'],
  objection: ({ history, now }, { maxPerCycle }) => {
    const thisCycle = history.filter(({ deliveredAt }) => deliveredAt === now);
    return thisCycle.length < maxPerCycle
      ? null
      : `${counted(thisCycle.length, 'intervention')}${ghostsAmong(thisCycle)} came first in this cycle; the most allowed is ${maxPerCycle}`;
  },
};
