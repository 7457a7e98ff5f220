import { counted } from '../../domain/phrase.ts';
import { streakAfter } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

export const longestStreakDays: Indicator = {
  name: 'longest_streak_days',
  unit: 'days',
  topic: 'recency',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'max(streak)',
  relative: true,
  changeable: true,
  after: (known, effort) => Math.max(known('longest_streak_days') ?? 0, streakAfter(known, effort)),
  sentence: (value) =>
    value === null || value < 1
      ? 'Not here on any day so far'
      : value === 1
        ? 'Never here on two days in a row'
        : `The longest run so far was ${counted(value, 'day')} in a row`,
  typical: (value) => (value < 1 ? 'not here' : `${counted(value, 'day')} in a row`),
};
