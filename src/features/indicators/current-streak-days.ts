import { counted } from '../../domain/phrase.ts';
import { streakAfter } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

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
    value === null
      ? 'Not active in the last day'
      : value < 1
        ? 'Not active in the last day'
        : `Active on ${counted(value, 'day')} in a row`,
};
