import type { Indicator } from '../indicator.ts';
import { counted } from '../phrase.ts';

export const submissionLeadDays: Indicator = {
  name: 'submission_lead_days',
  unit: 'days',
  topic: 'assessments',
  better: 'more',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(notEmpty(own_work), arraySum(s -> s.due_day - s.day, own_work) / length(own_work), null)',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null
      ? 'Nothing handed in so far'
      : value < 0
        ? `Hands in ${counted(-value, 'day')} after the deadline on average`
        : `Hands in ${counted(value, 'day')} before the deadline on average`,
};
