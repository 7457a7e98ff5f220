import { hash } from 'node:crypto';
import type { LearnerId } from '../../domain/learner.ts';
import type { Guard } from '../guard.ts';
import type { GuardSettings } from '../settings.ts';

/** Learners who are deliberately left alone, so that the effect of nudges can be separated from what happens anyway. */
export const holdout: Guard = {
  name: 'holdout',
  recipients: ['learner', 'coach'],
  objection: ({ holdout }) => (holdout ? 'The learner is in the holdout, which is left alone' : null),
};

/**
 * Whether a learner is held out: always the same answer for the same salt, in all courses. The first 48 bits of SHA-256
 * over salt and id make a number that is uniform over 0 to 1; learners with a number below `share` are held out.
 */
export function inHoldout(learner: LearnerId, { share, salt }: GuardSettings['holdout']): boolean {
  const digest = hash('sha256', `${salt}/${learner}`);
  return Number.parseInt(digest.slice(0, 12), 16) / 2 ** 48 < share;
}
