import { change } from '../../domain/phrase.ts';
import { clicksOnTop } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

/** Base-2 logarithm of the ratio, with one click added to both so that it is always defined. */
export const clicksTrend2w: Indicator = {
  name: 'clicks_trend_2w',
  unit: 'log2_ratio',
  topic: 'trend',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'log2((sumIf(clicks, age <= 14) + 1) / (sumIf(clicks, age > 14 and age <= 28) + 1))',
  relative: true,
  changeable: true,
  after: (known, effort) => {
    const clicks = known('clicks_last_14d') ?? 0;
    return (known('clicks_trend_2w') ?? 0) + Math.log2((clicks + clicksOnTop(effort) + 1) / (clicks + 1));
  },
  sentence: (value) =>
    value === null
      ? 'Change in activity: not known'
      : `Activity in the last two weeks, against the two before: ${change(value)}`,
};
