import type { Indicator } from '../indicator.ts';
import { counted } from '../phrase.ts';

export const assessmentsSubmitted: Indicator = {
  name: 'assessments_submitted',
  unit: 'count',
  topic: 'assessments',
  better: 'more',
  windowDays: null,
  over: 'enrolment',
  sql: 'length(handed_in)',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null ? 'Nothing known' : `${counted(value, 'assessment')} handed in so far`,
};
