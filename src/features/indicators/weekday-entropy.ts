import type { Indicator } from '../indicator.ts';
import { rounding } from '../phrase.ts';

/** Shannon entropy of the active days' weekdays: 0 for always the same weekday, log2(7) for all alike. */
export const weekdayEntropy: Indicator = {
  name: 'weekday_entropy',
  unit: 'bits',
  windowDays: null,
  over: 'days',
  sql: 'arraySum(n -> if(n = 0, 0., -(n / countIf(clicks > 0)) * log2(n / countIf(clicks > 0))), [countIf(clicks > 0 and weekday = 0), countIf(clicks > 0 and weekday = 1), countIf(clicks > 0 and weekday = 2), countIf(clicks > 0 and weekday = 3), countIf(clicks > 0 and weekday = 4), countIf(clicks > 0 and weekday = 5), countIf(clicks > 0 and weekday = 6)])',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null
      ? 'Nothing known'
      : `Activity spreads over the weekdays by ${rounding(value)} of at most 2.8 bits`,
};
