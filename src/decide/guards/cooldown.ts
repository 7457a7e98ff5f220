import { counted } from '../../domain/phrase.ts';
import type { Guard } from '../guard.ts';
import { daysSince, deliveredWithin } from '../past-nudge.ts';

/** The same intervention is not repeated within `cooldownDays`. */
export const cooldown: Guard = {
  name: 'cooldown',
  recipients: ['learner', 'coach'],
  objection: ({ candidate, history, now }, { cooldownDays }) => {
    const days = deliveredWithin(history, now, cooldownDays)
      .filter(({ intervention }) => intervention === candidate.intervention)
      .map(({ deliveredAt }) => daysSince(deliveredAt, now));
    if (days.length === 0) return null;
    const last = Math.min(...days);
    const when = last === 0 ? 'today' : `${counted(last, 'day')} ago`;
    return `Already done ${when}; it may be repeated after ${counted(cooldownDays, 'day')}`;
  },
};
