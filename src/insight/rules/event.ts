import { atLeast } from '../../decide/condition.ts';
import { people, yesOrNo } from '../../settings/fields.ts';
import { buddiesAt, buddyEvent, buddyEventExample } from '../buddy-event.ts';
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
    /**
     * Whether the text counts the buddies who go to any event, as the flat contract documents it. Otherwise it counts those
     * who go to the event that it names.
     */
    asDocumented: yesOrNo().default(false),
  },
  needs: 'all',
  conditions: ({ snapshot: { peers }, biggestEvent }, thresholds) => [
    atLeast('buddies_attending', peers.buddiesAttending.length, thresholds.buddies),
    atLeast('peers_at_one_event', biggestEvent?.peers ?? 0, thresholds.peers),
  ],
  facts: (situation, { asDocumented }) => {
    const facts = buddyEvent(situation);
    return asDocumented ? facts : { ...facts, buddies: buddiesAt(facts.event, situation) };
  },
  isTrue: ({ snapshot: { peers } }) => peers.buddiesAttending.length > 0,
});
