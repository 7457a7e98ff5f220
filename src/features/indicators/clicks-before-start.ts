import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const clicksBeforeStart: Indicator = {
  name: 'clicks_before_start',
  unit: 'clicks',
  topic: 'preparation',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'sumIf(clicks, before_start)',
  relative: true,
  changeable: false,
  sentence: (value) => howMany(value, 'click', 'before the start of the course'),
};
