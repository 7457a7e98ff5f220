import type { Indicator } from '../indicator.ts';
import { percent } from '../phrase.ts';

export const weightDecidedShare: Indicator = {
  name: 'weight_decided_share',
  unit: 'share',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(arraySum(a -> a.weight, assessments) > 0, arraySum(a -> a.weight, due) / arraySum(a -> a.weight, assessments), null)',
  relative: false,
  changeable: false,
  sentence: (value) =>
    value === null ? 'No coursework counts' : `${percent(value)} of the coursework mark is decided`,
};
