import { counted } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

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
      : `The last score is ${counted(Math.abs(value), 'point')} ${value < 0 ? 'below' : 'above'} the mean of those before`,
};
