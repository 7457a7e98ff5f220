import { share, whole } from '../../settings/fields.ts';
import { atLeast, below } from '../condition.ts';
import { standingRule } from '../rule.ts';
import { known, type Standing } from '../standing.ts';

/** The clicks of the last 14 days are below `belowShare` of the 14 days before, which had at least `minimumClicksBefore`. */
export const fallingActivity = standingRule({
  name: 'falling_activity',
  example: { clicksNow: 60, clicksBefore: 240, fallPercent: 75 },
  thresholds: {
    /** The rule fires below this share of the clicks of the 14 days before. */
    belowShare: share(),
    /** Clicks in the 14 days before; fewer say nothing about a habit. */
    minimumClicksBefore: whole('clicks', 1, 1_000_000),
  },
  needs: 'all',
  conditions: (standing, { belowShare, minimumClicksBefore }) => [
    atLeast('clicks_prior_14d', known(standing, 'clicks_prior_14d'), minimumClicksBefore),
    below('share_of_prior_clicks', shareLeft(standing), belowShare),
  ],
  facts: (standing) => ({
    clicksNow: known(standing, 'clicks_last_14d') ?? 0,
    clicksBefore: known(standing, 'clicks_prior_14d') ?? 0,
    fallPercent: Math.round((1 - (shareLeft(standing) ?? 0)) * 100),
  }),
});

/** Clicks of the last 14 days as a share of the 14 days before; null where either is unknown or there were none before. */
function shareLeft(standing: Standing): number | null {
  const clicksNow = known(standing, 'clicks_last_14d');
  const clicksBefore = known(standing, 'clicks_prior_14d');
  return clicksNow === null || clicksBefore === null || clicksBefore === 0 ? null : clicksNow / clicksBefore;
}
