import { change } from '../../domain/phrase.ts';
import { clicksOnTop } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

/** Base-2 logarithm of the ratio, with one click added to both so that it is always defined. */
export const clicksTrend4w: Indicator = {
  name: 'clicks_trend_4w',
  unit: 'log2_ratio',
  topic: 'trend',
  better: 'more',
  windowDays: 56,
  over: 'days',
  sql: 'log2((sumIf(clicks, age <= 28) + 1) / (sumIf(clicks, age > 28 and age <= 56) + 1))',
  relative: true,
  changeable: true,
  after: (known, effort) => {
    const clicks = known('clicks_last_28d') ?? 0;
    return (known('clicks_trend_4w') ?? 0) + Math.log2((clicks + clicksOnTop(effort) + 1) / (clicks + 1));
  },
  sentence: (value) =>
    value === null
      ? 'Change in activity: not known'
      : `Activity in the last four weeks, against the four before: ${change(value)}`,
};
