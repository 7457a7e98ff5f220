import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const clicksForumTotal: Indicator = {
  name: 'clicks_forum_total',
  unit: 'clicks',
  topic: 'content',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'sum(clicks_forum)',
  relative: true,
  changeable: true,
  after: (known, { activeDays, kindClicksPerDay }) =>
    (known('clicks_forum_total') ?? 0) + activeDays * kindClicksPerDay.forum,
  sentence: (value) => howMany(value, 'click', 'in the forums so far'),
};
