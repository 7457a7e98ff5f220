import { daysAgo } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const daysSinceLastDeadline: Indicator = {
  name: 'days_since_last_deadline',
  unit: 'days',
  topic: 'calendar',
  better: null,
  windowDays: null,
  over: 'enrolment',
  sql: 'if(notEmpty(due), course_day - arrayMax(a -> a.due_day, due), null)',
  relative: false,
  changeable: false,
  sentence: (value) => (value === null ? 'No deadline so far' : `The last deadline was ${daysAgo(value)}`),
  typical: daysAgo,
};
