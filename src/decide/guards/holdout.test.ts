import { describe, expect, it } from 'vitest';
import { occasionWith } from '../../../test/contracts/example-occasion.ts';
import { shippedSettings } from '../../../test/contracts/example-standing.ts';
import { learnerId } from '../../domain/learner.ts';
import { holdout, inHoldout } from './holdout.ts';

describe('holdout', () => {
  it('forbids whatever is proposed', () => {
    expect(holdout.objection(occasionWith({ holdout: true }), shippedSettings.guards)).not.toBeNull();
    expect(holdout.objection(occasionWith({ holdout: false }), shippedSettings.guards)).toBeNull();
    expect(holdout.recipients).toEqual(['learner', 'coach']);
  });

  it('draws by the first 48 bits of SHA-256', () => {
    // printf 'rekindle/11391' | sha256sum: b179cc3fc5af...
    const place = 0xb179cc3fc5af / 2 ** 48;
    const drawn = (share: number) => inHoldout(learnerId('11391'), { share, salt: 'rekindle' });
    expect(drawn(place)).toBe(false);
    expect(drawn(place + 1e-9)).toBe(true);
  });

  it('holds out the share that is set', () => {
    const learners = Array.from({ length: 20_000 }, (_, index) => learnerId(String(index)));
    const share = learners.filter((id) => inHoldout(id, { share: 0.1, salt: 'a' })).length / 20_000;
    // The standard error of a share is sqrt(0.1 * 0.9 / 20000) = 0.0021; four of them.
    expect(Math.abs(share - 0.1)).toBeLessThan(0.0085);
  });

  it('draws a different holdout with a different salt', () => {
    const drawn = (salt: string) =>
      Array.from({ length: 200 }, (_, index) => inHoldout(learnerId(String(index)), { share: 0.5, salt }));
    expect(drawn('a')).not.toEqual(drawn('b'));
  });

  it('is nobody with a share of 0 and everybody with 1', () => {
    for (const id of ['1', '2', '3', '11391']) {
      expect(inHoldout(learnerId(id), { share: 0, salt: 'a' })).toBe(false);
      expect(inHoldout(learnerId(id), { share: 1, salt: 'a' })).toBe(true);
    }
  });
});
