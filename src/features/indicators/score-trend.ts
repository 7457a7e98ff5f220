import { counted, rounding } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

/** Before what it is compared with. */
const scoreAgainst = (difference: number): string =>
  rounding(difference) === '0'
    ? 'as high as'
    : `${counted(Math.abs(difference), 'point')} ${difference < 0 ? 'below' : 'above'}`;

export const scoreTrend: Indicator = {
  name: 'score_trend',
  unit: 'percent',
  topic: 'scores',
  better: 'more',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(length(marked) > 1, marked[-1].score - (arraySum(s -> s.score, marked) - marked[-1].score) / (length(marked) - 1), null)',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null
      ? 'Too few scores for a trend'
      : `The last score is ${scoreAgainst(value)} the average of those before`,
  typical: (value) => (rounding(value) === '0' ? 'no difference' : scoreAgainst(value)),
};
