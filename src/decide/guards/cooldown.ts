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
    const what = candidate.recipient === 'coach' ? 'Suggested' : 'Sent';
    const when = last === 0 ? 'today' : `${counted(last, 'day')} ago`;
    return `${what} ${when}; the pause before the next time is ${counted(cooldownDays, 'day')}`;
  },
};
