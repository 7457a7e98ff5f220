import { describe, expect, it } from 'vitest';
import { at, exampleCandidate, occasionWith } from '../../../test/contracts/example-occasion.ts';
import { shippedSettings } from '../../../test/contracts/example-standing.ts';
import { cooldown } from './cooldown.ts';

const settings = { ...shippedSettings.guards, cooldownDays: 10 };
const objectionTo = (candidate: typeof exampleCandidate, deliveredAt: string) =>
  cooldown.objection(
    occasionWith({
      candidate,
      history: [
        { intervention: 'reconnect', recipient: 'learner', deliveredAt: at(deliveredAt), ghost: false },
      ],
      now: at('2014-03-13T09:00:00Z'),
    }),
    settings,
  );

describe('cooldown', () => {
  it('forbids the same intervention for the set number of dates', () => {
    expect(objectionTo(exampleCandidate, '2014-03-04T00:00:00Z')).toBe(
      'Sent 9 days ago; the pause before the next time is 10 days',
    );
    expect(objectionTo(exampleCandidate, '2014-03-12T09:00:00Z')).toMatch(/1 day ago/);
    expect(objectionTo(exampleCandidate, '2014-03-13T08:00:00Z')).toMatch(/today/);
    expect(objectionTo(exampleCandidate, '2014-03-03T09:00:00Z')).toBeNull();
  });

  it('says of a coach that the call was suggested, because nobody knows whether it was made', () => {
    const call = { ...exampleCandidate, recipient: 'coach' as const };
    expect(objectionTo(call, '2014-03-12T09:00:00Z')).toBe(
      'Suggested 1 day ago; the pause before the next time is 10 days',
    );
  });

  it('says of a ghost that nothing was done', () => {
    const occasion = occasionWith({
      history: [
        {
          intervention: 'reconnect',
          recipient: 'learner',
          deliveredAt: at('2014-03-01T09:00:00Z'),
          ghost: true,
        },
      ],
    });
    expect(cooldown.objection(occasion, settings)).toBe(
      'Would have been sent 2 days ago; the pause before the next time is 10 days',
    );
  });

  it('does not last longer by the seconds that a delivery took', () => {
    expect(objectionTo(exampleCandidate, '2014-03-03T09:00:12Z')).toBeNull();
  });

  it('allows a different intervention', () => {
    expect(objectionTo({ ...exampleCandidate, intervention: 'catch_up' }, '2014-03-12T09:00:00Z')).toBeNull();
  });

  it('ignores later deliveries', () => {
    expect(objectionTo(exampleCandidate, '2014-03-13T09:00:01Z')).toBeNull();
    expect(objectionTo(exampleCandidate, '2014-03-20T09:00:00Z')).toBeNull();
  });
});
