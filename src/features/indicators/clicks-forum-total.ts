import type { Indicator } from '../indicator.ts';
import { counted } from '../phrase.ts';

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
  sentence: (value) => (value === null ? 'Nothing known' : `${counted(value, 'click')} in the forums so far`),
};
