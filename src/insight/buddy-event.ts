import type { Facts } from '../settings/text.ts';
import type { Situation } from './situation.ts';

/** Facts about the event that the learner is invited to, for the rules that start from buddies. */
export const buddyEventExample = { event: 'tech-talk', buddies: 2, days: 45 };

/** The first event that a buddy goes to; otherwise the one that most peers go to; otherwise none (an empty name). */
export function buddyEvent({ snapshot: { peers }, biggestEvent, daysSinceEvent }: Situation): Facts {
  const event = peers.buddiesAttending[0] ?? biggestEvent?.event ?? '';
  return {
    event,
    buddies: peers.buddiesAttending.length,
    /** 0 where the learner has attended no event. */
    days: daysSinceEvent ?? 0,
  };
}

/** How many buddies go to one event. */
export const buddiesAt = (event: unknown, { snapshot }: Situation): number =>
  snapshot.peers.buddiesAttending.filter((one) => one === event).length;
