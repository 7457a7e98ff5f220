import { counted } from '../../domain/phrase.ts';
import { ageAfter } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

export const daysSinceLastActivity: Indicator = {
  name: 'days_since_last_activity',
  unit: 'days',
  topic: 'recency',
  better: 'less',
  windowDays: null,
  over: 'days',
  sql: 'if(count() = 0, null, min(age) - 1)',
  relative: true,
  changeable: true,
  after: (known, effort) => {
    const age = ageAfter(known, effort);
    return age === null ? null : age - 1;
  },
  sentence: (value) =>
    value === null
      ? 'No activity at all so far'
      : value < 1
        ? 'Active in the last day'
        : `No activity for ${counted(value, 'day')}`,
};
