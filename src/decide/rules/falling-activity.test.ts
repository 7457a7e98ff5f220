import { describe, expect, it } from 'vitest';
import { foundBy, rulesWith, standingWith } from '../../../test/contracts/example-standing.ts';
import { fallingActivity } from './falling-activity.ts';

const rules = rulesWith('falling_activity', { belowShare: 0.5, minimumClicksBefore: 50 });
const clicks = (now: number | null, before: number | null) =>
  standingWith({ indicators: { clicks_last_14d: now, clicks_prior_14d: before } });

describe('falling activity', () => {
  it('fires below the share, but not at it', () => {
    expect(foundBy(fallingActivity, clicks(99, 200), rules)).toEqual({
      clicksNow: 99,
      clicksBefore: 200,
      // 1 - 99 / 200 = 0.505
      fallPercent: 51,
    });
    expect(foundBy(fallingActivity, clicks(100, 200), rules)).toBeNull();
  });

  it('fires for a learner who stopped', () => {
    expect(foundBy(fallingActivity, clicks(0, 50), rules)?.fallPercent).toBe(100);
  });

  it('does not fire where there was little activity before', () => {
    expect(foundBy(fallingActivity, clicks(0, 49), rules)).toBeNull();
    expect(foundBy(fallingActivity, clicks(0, 0), rules)).toBeNull();
  });

  it('does not fire where either number is unknown', () => {
    expect(foundBy(fallingActivity, clicks(null, 200), rules)).toBeNull();
    expect(foundBy(fallingActivity, clicks(10, null), rules)).toBeNull();
  });
});
