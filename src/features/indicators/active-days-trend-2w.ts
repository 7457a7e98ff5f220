import { counted } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const activeDaysTrend2w: Indicator = {
  name: 'active_days_trend_2w',
  unit: 'days',
  topic: 'trend',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'toInt32(countIf(age <= 14)) - toInt32(countIf(age > 14 and age <= 28))',
  relative: true,
  changeable: true,
  after: (known, { activeDays }) => (known('active_days_trend_2w') ?? 0) + activeDays,
  sentence: (value) =>
    value === null
      ? 'Nothing known'
      : `${counted(Math.abs(value), 'active day')} ${value < 0 ? 'fewer' : 'more'} in the last two weeks than in the two before`,
};
