import { daysAhead } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const daysToNextDeadline: Indicator = {
  name: 'days_to_next_deadline',
  unit: 'days',
  topic: 'calendar',
  better: null,
  windowDays: null,
  over: 'enrolment',
  sql: 'if(notEmpty(ahead), arrayMin(a -> a.due_day, ahead) - course_day, null)',
  relative: false,
  changeable: false,
  sentence: (value) => (value === null ? 'No deadline ahead' : `The next deadline is ${daysAhead(value)}`),
  typical: daysAhead,
};
