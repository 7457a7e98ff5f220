import { counted } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

/** A break that has not ended yet counts, too. */
export const longestGapDays: Indicator = {
  name: 'longest_gap_days',
  unit: 'days',
  topic: 'recency',
  better: 'less',
  windowDays: null,
  over: 'days',
  sql: 'if(count() = 0, null, greatest(max(gap), min(age)) - 1)',
  relative: true,
  changeable: true,
  after: (known, { activeDays }) => known('longest_gap_days') ?? (activeDays > 0 ? 0 : null),
  sentence: (value) =>
    value === null ? 'No activity at all so far' : `The longest break was ${counted(value, 'day')}`,
};
