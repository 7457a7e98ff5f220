import { atLeast } from '../../decide/condition.ts';
import { people } from '../../settings/fields.ts';
import { buddyEvent, buddyEventExample } from '../buddy-event.ts';
import { insightRule } from '../rule.ts';

/** At least `buddies` buddies go to events, and `peers` peers to one of them. */
export const event = insightRule({
  name: 'event',
  example: buddyEventExample,
  thresholds: {
    /** Buddies who go to events. */
    buddies: people('buddies'),
    /** Peers who go to one event. */
    peers: people('peers'),
  },
  needs: 'all',
  conditions: ({ snapshot: { peers }, biggestEvent }, thresholds) => [
    atLeast('buddies_attending', peers.buddiesAttending.length, thresholds.buddies),
    atLeast('peers_at_one_event', biggestEvent?.peers ?? 0, thresholds.peers),
  ],
  facts: buddyEvent,
  isTrue: ({ snapshot: { peers } }) => peers.buddiesAttending.length > 0,
});
