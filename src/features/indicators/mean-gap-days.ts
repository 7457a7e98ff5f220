import { counted, rounding } from '../../domain/phrase.ts';
import { spacesAfter } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

const everyDays = (days: number): string =>
  rounding(days) === '1' ? 'every day' : `every ${counted(days, 'day')}`;

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
    value === null ? 'Has not come back so far' : `Comes back ${everyDays(value)}, on average`,
  typical: everyDays,
};
