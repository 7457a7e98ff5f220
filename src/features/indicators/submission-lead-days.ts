import { beforeOrAfter } from '../../domain/phrase.ts';
import { leadOnTop } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

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
  after: (known, effort) => {
    const lead = leadOnTop(known, effort);
    const before = known('submission_lead_days');
    const works = before === null ? 0 : (known('assessments_submitted') ?? 0);
    return lead === null ? before : ((before ?? 0) * works + lead) / (works + 1);
  },
  sentence: (value) =>
    value === null
      ? 'No work handed in so far'
      : `Hands in work ${beforeOrAfter(value, 'its deadline')}, on average`,
  typical: beforeOrAfter,
};
