import { beforeOrAfter } from '../../domain/phrase.ts';
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
      ? 'No work handed in so far'
      : `The last work came ${beforeOrAfter(value, 'its deadline')}`,
  typical: beforeOrAfter,
};
