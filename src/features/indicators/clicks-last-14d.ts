import { howMany } from '../../domain/phrase.ts';
import { clicksOnTop } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

export const clicksLast14d: Indicator = {
  name: 'clicks_last_14d',
  unit: 'clicks',
  topic: 'volume',
  better: 'more',
  windowDays: 14,
  over: 'days',
  sql: 'sumIf(clicks, age <= 14)',
  relative: true,
  changeable: true,
  after: (known, effort) => (known('clicks_last_14d') ?? 0) + clicksOnTop(effort),
  sentence: (value) => howMany(value, 'click', 'in the last two weeks'),
};
