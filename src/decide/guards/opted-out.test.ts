import { expect, it } from 'vitest';
import { occasionWith } from '../../../test/contracts/example-occasion.ts';
import { shippedSettings } from '../../../test/contracts/example-standing.ts';
import { optedOut } from './opted-out.ts';

const objectionTo = (optedOutOfNudges: boolean) => {
  const occasion = occasionWith();
  const preferences = { ...occasion.preferences, optedOut: optedOutOfNudges };
  return optedOut.objection({ ...occasion, preferences }, shippedSettings.guards);
};

it('forbids a nudge to a learner who has opted out', () => {
  expect(objectionTo(true)).toBe('The learner has opted out of nudges');
  expect(objectionTo(false)).toBeNull();
});

it('does not stand between a coach and a learner', () => {
  expect(optedOut.recipients).toEqual(['learner']);
});
