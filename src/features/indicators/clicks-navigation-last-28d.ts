import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const clicksNavigationLast28d: Indicator = {
  name: 'clicks_navigation_last_28d',
  unit: 'clicks',
  topic: 'content',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'sumIf(clicks_navigation, age <= 28)',
  relative: true,
  changeable: true,
  after: (known, { activeDays, kindClicksPerDay }) =>
    (known('clicks_navigation_last_28d') ?? 0) + activeDays * kindClicksPerDay.navigation,
  sentence: (value) => howMany(value, 'click', 'on overview pages in the last four weeks'),
};
