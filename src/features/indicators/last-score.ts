import { rounding } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const lastScore: Indicator = {
  name: 'last_score',
  unit: 'percent',
  topic: 'scores',
  better: 'more',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(notEmpty(marked), marked[-1].score, null)',
  relative: true,
  changeable: true,
  sentence: (value) => (value === null ? 'No score so far' : `The last score was ${rounding(value)}%`),
};
