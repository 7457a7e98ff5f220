import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const activeDaysTotal: Indicator = {
  name: 'active_days_total',
  unit: 'days',
  topic: 'volume',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'count()',
  relative: true,
  changeable: true,
  after: (known, { activeDays }) => (known('active_days_total') ?? 0) + activeDays,
  sentence: (value) => howMany(value, 'active day', 'so far'),
};
