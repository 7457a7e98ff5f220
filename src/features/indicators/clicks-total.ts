import type { Indicator } from '../indicator.ts';
import { counted } from '../phrase.ts';

export const clicksTotal: Indicator = {
  name: 'clicks_total',
  unit: 'clicks',
  topic: 'volume',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'sum(clicks)',
  relative: true,
  changeable: true,
  sentence: (value) => (value === null ? 'Nothing known' : `${counted(value, 'click')} in the course so far`),
};
