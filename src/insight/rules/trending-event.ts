import { atLeast } from '../../decide/condition.ts';
import { people } from '../../settings/fields.ts';
import { insightRule } from '../rule.ts';
import { mayBeSpokenOf } from '../social-proof.ts';

/** At least `peers` peers go to one event. */
export const trendingEvent = insightRule({
  name: 'trending_event',
  example: { event: 'tech-talk', peers: 12 },
  thresholds: {
    /** Peers who go to one event. */
    peers: people('peers'),
  },
  needs: 'all',
  conditions: ({ biggestEvent }, { peers }) => [
    atLeast('peers_at_one_event', biggestEvent?.peers ?? 0, peers),
  ],
  facts: ({ biggestEvent }) => ({ event: biggestEvent?.event ?? '', peers: biggestEvent?.peers ?? 0 }),
  isTrue: ({ snapshot: { peers }, biggestEvent }, proof) =>
    biggestEvent !== null && biggestEvent.peers > 1 && mayBeSpokenOf(peers, proof),
});
