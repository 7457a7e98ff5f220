import { buddyEvent, buddyEventExample } from '../buddy-event.ts';
import { atLeast, type Rule } from '../rule.ts';

/** At least `buddies` buddies go to events, and `peers` peers to one of them. */
export const event: Rule = {
  name: 'event',
  example: buddyEventExample,
  needs: 'all',
  conditions: ({ snapshot: { peers }, biggestEvent }, { event }) => [
    atLeast('buddies_attending', peers.buddiesAttending.length, event.buddies),
    atLeast('peers_at_one_event', biggestEvent?.peers ?? 0, event.peers),
  ],
  facts: buddyEvent,
  isTrue: ({ snapshot: { peers } }) => peers.buddiesAttending.length > 0,
};
