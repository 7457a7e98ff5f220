import { rounding } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const meanScore: Indicator = {
  name: 'mean_score',
  unit: 'percent',
  topic: 'scores',
  better: 'more',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(notEmpty(marked), arraySum(s -> s.score, marked) / length(marked), null)',
  relative: true,
  changeable: true,
  sentence: (value) => (value === null ? 'No score so far' : `The average score is ${rounding(value)}%`),
};
