import { counted } from '../../domain/phrase.ts';
import { leadOnTop } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

export const lastLeadDays: Indicator = {
  name: 'last_lead_days',
  unit: 'days',
  topic: 'assessments',
  better: 'more',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(notEmpty(own_work), own_work[-1].due_day - own_work[-1].day, null)',
  relative: true,
  changeable: true,
  after: (known, effort) => leadOnTop(known, effort) ?? known('last_lead_days'),
  sentence: (value) =>
    value === null
      ? 'Nothing handed in so far'
      : value < 0
        ? `The last work came ${counted(-value, 'day')} after the deadline`
        : `The last work came ${counted(value, 'day')} before the deadline`,
};
