import { atLeast, type Rule } from '../rule.ts';
import { mayBeSpokenOf } from '../social-proof.ts';

/** At least `peers` peers go to one event. */
export const trendingEvent: Rule = {
  name: 'trending_event',
  example: { event: 'tech-talk', peers: 12 },
  needs: 'all',
  conditions: ({ biggestEvent }, { trending_event: { peers } }) => [
    atLeast('peers_at_one_event', biggestEvent?.peers ?? 0, peers),
  ],
  facts: ({ biggestEvent }) => ({ event: biggestEvent?.event ?? '', peers: biggestEvent?.peers ?? 0 }),
  isTrue: ({ snapshot: { peers }, biggestEvent }, proof) =>
    biggestEvent !== null && biggestEvent.peers > 1 && mayBeSpokenOf(peers, proof),
};
