import type { Rule } from '../rule.ts';
import { known } from '../standing.ts';

/** Clicks of the last 14 days below `belowShare` of the 14 days before, of which there were at least `minimumClicksBefore`. */
export const fallingActivity: Rule<{ clicksNow: number; clicksBefore: number; fallPercent: number }> = {
  name: 'falling_activity',
  example: { clicksNow: 60, clicksBefore: 240, fallPercent: 75 },
  facts: (standing, { falling_activity: { belowShare, minimumClicksBefore } }) => {
    const clicksNow = known(standing, 'clicks_last_14d');
    const clicksBefore = known(standing, 'clicks_prior_14d');
    if (clicksNow === null || clicksBefore === null || clicksBefore < minimumClicksBefore) return null;
    const share = clicksNow / clicksBefore;
    return share < belowShare
      ? { clicksNow, clicksBefore, fallPercent: Math.round((1 - share) * 100) }
      : null;
  },
};
