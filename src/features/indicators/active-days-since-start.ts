import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const activeDaysSinceStart: Indicator = {
  name: 'active_days_since_start',
  unit: 'days',
  topic: 'volume',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'countIf(not before_start)',
  relative: true,
  changeable: true,
  after: (known, { activeDays }) => (known('active_days_since_start') ?? 0) + activeDays,
  sentence: (value) => howMany(value, 'active day', 'since the start of the course'),
};
