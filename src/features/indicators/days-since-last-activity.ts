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
      ? 'Has not opened the course yet'
      : value < 1
        ? 'Was here in the last 24 hours'
        : `Was last here ${counted(value, 'day')} ago`,
  typical: (value) => (value < 1 ? 'in the last 24 hours' : `${counted(value, 'day')} ago`),
};
