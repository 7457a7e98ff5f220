import { counted } from '../../domain/phrase.ts';
import { spacesAfter } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

export const meanGapDays: Indicator = {
  name: 'mean_gap_days',
  unit: 'days',
  topic: 'recency',
  better: 'less',
  windowDays: null,
  over: 'days',
  sql: 'if(countIf(gap > 0) = 0, null, sum(gap) / countIf(gap > 0))',
  relative: true,
  changeable: true,
  after: (known, effort) => {
    const { count, sum } = spacesAfter(known, effort);
    return count === 0 ? null : sum / count;
  },
  sentence: (value) =>
    value === null ? 'Came back not once so far' : `Comes back every ${counted(value, 'day')} on average`,
};
