import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const clicksPrior14d: Indicator = {
  name: 'clicks_prior_14d',
  unit: 'clicks',
  topic: 'volume',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'sumIf(clicks, age > 14 and age <= 28)',
  relative: true,
  changeable: false,
  sentence: (value) => howMany(value, 'click', 'in the two weeks before the last two'),
};
