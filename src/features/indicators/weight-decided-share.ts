import { percent } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const weightDecidedShare: Indicator = {
  name: 'weight_decided_share',
  unit: 'share',
  topic: 'calendar',
  better: null,
  windowDays: null,
  over: 'enrolment',
  sql: 'if(arraySum(a -> a.weight, assessments) > 0, arraySum(a -> a.weight, due) / arraySum(a -> a.weight, assessments), null)',
  relative: false,
  changeable: false,
  sentence: (value) =>
    value === null ? 'No coursework counts' : `Of the coursework mark, ${percent(value)} is decided`,
};
