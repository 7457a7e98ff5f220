import { counted } from '../../domain/phrase.ts';
import type { Guard } from '../guard.ts';
import { daysSince, deliveredWithin, type PastNudge } from '../past-nudge.ts';

/** The same intervention is not repeated within `cooldownDays`. */
export const cooldown: Guard = {
  name: 'cooldown',
  recipients: ['learner', 'coach'],
  objection: ({ candidate, history, now }, { cooldownDays }) => {
    const last = deliveredWithin(history, now, cooldownDays)
      .filter(({ intervention }) => intervention === candidate.intervention)
      .reduce<PastNudge | null>(
        (latest, one) => (latest === null || one.deliveredAt > latest.deliveredAt ? one : latest),
        null,
      );
    if (last === null) return null;
    const days = daysSince(last.deliveredAt, now);
    const done = candidate.recipient === 'coach' ? 'Suggested' : 'Sent';
    const when = days === 0 ? 'today' : `${counted(days, 'day')} ago`;
    const what = last.ghost ? `Would have been ${done.toLowerCase()}` : done;
    return `${what} ${when}; the pause before the next time is ${counted(cooldownDays, 'day')}`;
  },
};
