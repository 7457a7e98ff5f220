import { buddyEvent, buddyEventExample } from '../buddy-event.ts';
import { atLeast, type Rule } from '../rule.ts';

/** There is much to miss, or many buddies go, or the learner was at no event for `afterDays` or ever. */
export const eventFomo: Rule = {
  name: 'event_fomo',
  example: buddyEventExample,
  needs: 'any',
  conditions: (
    { snapshot: { peers }, fomo, daysSinceEvent },
    { event_fomo: { fromScore, buddies, afterDays } },
  ) => [
    atLeast('event_fomo_score', fomo.score, fromScore),
    atLeast('buddies_attending', peers.buddiesAttending.length, buddies),
    atLeast('days_since_last_event', daysSinceEvent ?? afterDays, afterDays),
  ],
  facts: buddyEvent,
  isTrue: ({ snapshot: { peers } }) => peers.buddiesAttending.length > 0,
};
