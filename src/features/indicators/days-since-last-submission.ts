import { daysAgo } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const daysSinceLastSubmission: Indicator = {
  name: 'days_since_last_submission',
  unit: 'days',
  topic: 'assessments',
  better: 'less',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(notEmpty(own_work), course_day - arrayMax(s -> s.day, own_work), null)',
  relative: true,
  changeable: true,
  after: (known, { handsInNext }) => (handsInNext ? 1 : known('days_since_last_submission')),
  sentence: (value) =>
    value === null ? 'No work handed in so far' : `Last handed in work ${daysAgo(value)}`,
  typical: daysAgo,
};
