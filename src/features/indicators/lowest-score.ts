import { rounding } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const lowestScore: Indicator = {
  name: 'lowest_score',
  unit: 'percent',
  topic: 'scores',
  better: 'more',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(notEmpty(marked), arrayMin(s -> s.score, marked), null)',
  relative: true,
  changeable: false,
  sentence: (value) => (value === null ? 'No score so far' : `The lowest score was ${rounding(value)}%`),
};
