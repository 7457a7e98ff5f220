import { counted } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

/** As many equally busy hours have the same entropy. */
const hours = (bits: number): string => counted(Math.round(2 ** bits), 'hour');

/** Shannon entropy of the hours of day, for sources that report hours. */
export const hourEntropy: Indicator = {
  name: 'hour_entropy',
  unit: 'bits',
  topic: 'regularity',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'if(empty(groupArrayArray(by_hour)), null, arraySum(n -> if(n = 0, 0., -(n / arraySum(groupArrayArray(by_hour).2)) * log2(n / arraySum(groupArrayArray(by_hour).2))), arrayMap(h -> arraySum(u -> if(u.1 = h, u.2, 0), groupArrayArray(by_hour)), range(24))))',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null ? 'Hours of activity: not known' : `Active at about ${hours(value)} of the day`,
  typical: (value) => `about ${hours(value)}`,
};
