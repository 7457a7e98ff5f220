import type { Fomo } from './fomo.ts';

/** From this size on a part of the score is worth a recommendation. */
const WORTH_IT = 0.5;

/** What a platform could do about a learner's FOMO score, the most important first; nothing where the score is low. */
export function recommendationsFor({ level, factors }: Fomo): string[] {
  if (level === 'low') return [];
  return [
    ...(factors.buddies >= WORTH_IT ? ['Tell the learner which events their buddies go to.'] : []),
    ...(factors.attendance >= WORTH_IT ? ['Show the events that many peers go to.'] : []),
    ...(factors.absence >= WORTH_IT ? ['Invite the learner to a small event that is easy to join.'] : []),
  ];
}
