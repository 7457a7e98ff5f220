import { counted } from '../../domain/phrase.ts';
import { clicksOnTop } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

export const clicksPerActiveDay: Indicator = {
  name: 'clicks_per_active_day',
  unit: 'clicks',
  topic: 'volume',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'if(countIf(clicks > 0) = 0, null, sum(clicks) / countIf(clicks > 0))',
  relative: true,
  changeable: true,
  after: (known, effort) => {
    const days = (known('active_days_total') ?? 0) + effort.activeDays;
    return days === 0 ? null : ((known('clicks_total') ?? 0) + clicksOnTop(effort)) / days;
  },
  sentence: (value) =>
    value === null ? 'No active day so far' : `${counted(value, 'click')} on an active day, on average`,
};
