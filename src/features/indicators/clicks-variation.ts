import type { Indicator } from '../indicator.ts';
import { rounding } from '../phrase.ts';

/** Coefficient of variation over active days, from whole numbers, so that every machine gets the same digits. */
export const clicksVariation: Indicator = {
  name: 'clicks_variation',
  unit: 'ratio',
  topic: 'regularity',
  better: 'less',
  windowDays: null,
  over: 'days',
  sql: 'if(sum(clicks) = 0, null, sqrt(countIf(clicks > 0) * sum(clicks * clicks) - sum(clicks) * sum(clicks)) / sum(clicks))',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null
      ? 'No activity at all so far'
      : `The amount of activity varies by ${rounding(value)} times its mean from one active day to the next`,
};
