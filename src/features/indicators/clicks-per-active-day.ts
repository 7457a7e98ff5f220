import type { Indicator } from '../indicator.ts';
import { counted } from '../phrase.ts';

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
  sentence: (value) =>
    value === null ? 'No active day so far' : `${counted(value, 'click')} on an active day`,
};
