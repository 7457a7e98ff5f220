import { counted, rounding } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

const moreOrFewer = (difference: number): string => (difference < 0 ? 'fewer' : 'more');

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
      ? 'Change in active days: not known'
      : rounding(value) === '0'
        ? 'As many active days in the last two weeks as in the two before'
        : `${counted(Math.abs(value), `${moreOrFewer(value)} active day`)} in the last two weeks than in the two before`,
  typical: (value) =>
    rounding(value) === '0' ? 'no change' : `${rounding(Math.abs(value))} ${moreOrFewer(value)}`,
};
