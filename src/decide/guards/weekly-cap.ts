import { counted } from '../../domain/phrase.ts';
import type { Guard } from '../guard.ts';
import { deliveredWithin, ghostsAmong } from '../past-nudge.ts';

/** A learner gets at most `maxPerWeek` nudges in 7 days, over all their courses. */
export const weeklyCap: Guard = {
  name: 'weekly_cap',
  recipients: ['learner'],
  objection: ({ history, now }, { maxPerWeek }) => {
    const thisWeek = deliveredWithin(history, now, 7).filter(({ recipient }) => recipient === 'learner');
    return thisWeek.length < maxPerWeek
      ? null
      : `${counted(thisWeek.length, 'nudge')}${ghostsAmong(thisWeek)} in the last 7 days; the most allowed is ${maxPerWeek}`;
  },
};
