import { atLeast } from '../../decide/condition.ts';
import { days, people, share } from '../../settings/fields.ts';
import { buddyEvent, buddyEventExample } from '../buddy-event.ts';
import { insightRule } from '../rule.ts';

/** There is much to miss, or many buddies go, or the learner attended no event for `afterDays`, or none ever. */
export const eventFomo = insightRule({
  name: 'event_fomo',
  example: buddyEventExample,
  thresholds: {
    /** FOMO score. */
    fromScore: share(),
    /** Buddies who go to events. */
    buddies: people('buddies'),
    /** Days since the last event. */
    afterDays: days(),
  },
  needs: 'any',
  conditions: ({ snapshot: { peers }, fomo, daysSinceEvent }, { fromScore, buddies, afterDays }) => [
    atLeast('event_fomo_score', fomo.score, fromScore),
    atLeast('buddies_attending', peers.buddiesAttending.length, buddies),
    atLeast('days_since_last_event', daysSinceEvent ?? afterDays, afterDays),
  ],
  facts: buddyEvent,
  isTrue: ({ snapshot: { peers } }) => peers.buddiesAttending.length > 0,
});
