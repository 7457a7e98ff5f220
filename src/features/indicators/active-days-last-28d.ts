import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const activeDaysLast28d: Indicator = {
  name: 'active_days_last_28d',
  unit: 'days',
  topic: 'volume',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'countIf(age <= 28)',
  relative: true,
  changeable: true,
  after: (known, { activeDays }) => (known('active_days_last_28d') ?? 0) + activeDays,
  sentence: (value) => howMany(value, 'active day', 'in the last four weeks'),
};
