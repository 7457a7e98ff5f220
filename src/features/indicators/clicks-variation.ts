import { percent } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

/** Coefficient of variation over active days, computed from whole numbers, so that every machine gets the same digits. */
export const clicksVariation: Indicator = {
  name: 'clicks_variation',
  unit: 'ratio',
  topic: 'regularity',
  better: 'less',
  windowDays: null,
  over: 'days',
  sql: 'if(sum(clicks) = 0, null, sqrt(countIf(clicks > 0) * sum(clicks * clicks) - sum(clicks) * sum(clicks)) / sum(clicks))',
  relative: true,
  changeable: true,
  after: (known, { activeDays, clicksPerDay }) => {
    const before = { days: known('active_days_total') ?? 0, clicks: known('clicks_total') ?? 0 };
    const variation = known('clicks_variation') ?? 0;
    const squares = before.days === 0 ? 0 : (before.clicks ** 2 * (1 + variation ** 2)) / before.days;
    const days = before.days + activeDays;
    const clicks = before.clicks + activeDays * clicksPerDay;
    if (clicks === 0) return null;
    return Math.sqrt(Math.max(0, days * (squares + activeDays * clicksPerDay ** 2) - clicks ** 2)) / clicks;
  },
  sentence: (value) =>
    value === null
      ? 'No activity so far'
      : value === 0
        ? 'As many clicks on one active day as on another'
        : `Clicks vary from one active day to another by ${percent(value)} of their average`,
  typical: percent,
};
