import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const activeDaysLast14d: Indicator = {
  name: 'active_days_last_14d',
  unit: 'days',
  topic: 'volume',
  better: 'more',
  windowDays: 14,
  over: 'days',
  sql: 'countIf(age <= 14)',
  relative: true,
  changeable: true,
  after: (known, { activeDays }) => (known('active_days_last_14d') ?? 0) + activeDays,
  sentence: (value) => howMany(value, 'active day', 'in the last two weeks'),
};
