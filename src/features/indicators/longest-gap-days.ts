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
    value === null
      ? 'Has not opened the course yet'
      : value === 0
        ? 'No day without activity since the first visit'
        : `The longest break so far was ${counted(value, 'day')}`,
  typical: (value) => (value === 0 ? 'no break' : counted(value, 'day')),
};
