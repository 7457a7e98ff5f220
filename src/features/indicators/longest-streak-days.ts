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
    value === null ? 'Nothing known' : `The longest run was ${counted(value, 'active day')} in a row`,
};
