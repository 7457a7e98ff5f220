import type { Indicator } from '../indicator.ts';

export const lastDueMissed: Indicator = {
  name: 'last_due_missed',
  unit: 'count',
  topic: 'assessments',
  better: 'less',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(notEmpty(due), toUInt8(arrayExists(a -> a.due_at = arrayMax(d -> d.due_at, due), missed)), null)',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null
      ? 'No assessment due so far'
      : value === 1
        ? 'The latest assessment was not handed in'
        : 'The latest assessment was handed in',
};
