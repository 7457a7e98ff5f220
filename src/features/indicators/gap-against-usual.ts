import { rounding } from '../../domain/phrase.ts';
import { ageAfter, spacesAfter } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

export const gapAgainstUsual: Indicator = {
  name: 'gap_against_usual',
  unit: 'ratio',
  topic: 'recency',
  better: 'less',
  windowDays: null,
  over: 'days',
  sql: 'if(countIf(gap > 0) = 0, null, min(age) * countIf(gap > 0) / sum(gap))',
  relative: true,
  changeable: true,
  after: (known, effort) => {
    const { count, sum } = spacesAfter(known, effort);
    const age = ageAfter(known, effort);
    return count === 0 || age === null ? null : (age * count) / sum;
  },
  sentence: (value) =>
    value === null
      ? 'No usual break to compare with'
      : `The present break is ${rounding(value)} times the usual one`,
};
