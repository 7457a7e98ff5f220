import { howMany } from '../../domain/phrase.ts';
import { clicksOnTop } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

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
  after: (known, effort) => (known('clicks_total') ?? 0) + clicksOnTop(effort),
  sentence: (value) => howMany(value, 'click', 'in the course so far'),
};
