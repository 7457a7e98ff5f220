import { counted } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

const DAYS = [0, 1, 2, 3, 4, 5, 6].map((day) => `countIf(weekday = ${day})`).join(', ');

/** As many equally busy weekdays have the same entropy. */
const weekdays = (bits: number): string => counted(2 ** bits, 'day');

/** Shannon entropy of the active days' weekdays: 0 for a single weekday, log2(7) for all weekdays equally. */
export const weekdayEntropy: Indicator = {
  name: 'weekday_entropy',
  unit: 'bits',
  topic: 'regularity',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: `arraySum(n -> if(n = 0, 0., -(n / count()) * log2(n / count())), [${DAYS}])`,
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null
      ? 'Days of activity: not known'
      : value === 0
        ? 'Active on one day of the week at most'
        : `Active on about ${weekdays(value)} of the week`,
  typical: (value) => (value === 0 ? 'one at most' : `about ${weekdays(value)}`),
};
