import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const activeDaysLast7d: Indicator = {
  name: 'active_days_last_7d',
  unit: 'days',
  topic: 'volume',
  better: 'more',
  windowDays: 7,
  over: 'days',
  sql: 'countIf(age <= 7)',
  relative: true,
  changeable: true,
  after: (known, { activeDays }) => (known('active_days_last_7d') ?? 0) + activeDays,
  sentence: (value) => howMany(value, 'active day', 'in the last week'),
};
