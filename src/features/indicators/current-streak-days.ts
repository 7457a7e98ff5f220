import { counted } from '../../domain/phrase.ts';
import { streakAfter } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

const NOT_HERE = 'Not here in the last 24 hours';

export const currentStreakDays: Indicator = {
  name: 'current_streak_days',
  unit: 'days',
  topic: 'recency',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'if(min(age) = 1, argMin(streak, age), 0)',
  relative: true,
  changeable: true,
  after: streakAfter,
  sentence: (value) =>
    value === null || value < 1
      ? NOT_HERE
      : value === 1
        ? 'Was here in the last 24 hours, but not the day before'
        : `Was here on each of the last ${counted(value, 'day')}`,
  typical: (value) => (value < 1 ? 'not here in the last 24 hours' : `${counted(value, 'day')} in a row`),
};
