import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const clicksForumLast28d: Indicator = {
  name: 'clicks_forum_last_28d',
  unit: 'clicks',
  topic: 'content',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'sumIf(clicks_forum, age <= 28)',
  relative: true,
  changeable: true,
  after: (known, { activeDays, kindClicksPerDay }) =>
    (known('clicks_forum_last_28d') ?? 0) + activeDays * kindClicksPerDay.forum,
  sentence: (value) => howMany(value, 'click', 'in the forums in the last four weeks'),
};
