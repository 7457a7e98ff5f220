import { howMany } from '../../domain/phrase.ts';
import { clicksOnTop } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

export const clicksLast7d: Indicator = {
  name: 'clicks_last_7d',
  unit: 'clicks',
  topic: 'volume',
  better: 'more',
  windowDays: 7,
  over: 'days',
  sql: 'sumIf(clicks, age <= 7)',
  relative: true,
  changeable: true,
  after: (known, effort) => (known('clicks_last_7d') ?? 0) + clicksOnTop(effort),
  sentence: (value) => howMany(value, 'click', 'in the last week'),
};
