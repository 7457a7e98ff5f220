import { howMany } from '../../domain/phrase.ts';
import { clicksOnTop } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

export const clicksLast28d: Indicator = {
  name: 'clicks_last_28d',
  unit: 'clicks',
  topic: 'volume',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'sumIf(clicks, age <= 28)',
  relative: true,
  changeable: true,
  after: (known, effort) => (known('clicks_last_28d') ?? 0) + clicksOnTop(effort),
  sentence: (value) => howMany(value, 'click', 'in the last four weeks'),
};
