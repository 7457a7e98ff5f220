import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const activeDaysBeforeStart: Indicator = {
  name: 'active_days_before_start',
  unit: 'days',
  topic: 'preparation',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'countIf(before_start)',
  relative: true,
  changeable: false,
  sentence: (value) => howMany(value, 'active day', 'before the start of the course'),
};
