import type { Indicator } from '../indicator.ts';

export const lastDueMissed: Indicator = {
  name: 'last_due_missed',
  unit: 'count',
  topic: 'assessments',
  better: 'less',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(notEmpty(due), toUInt8(arrayExists(a -> a.due_day = arrayMax(d -> d.due_day, due), missed)), null)',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null
      ? 'No work due so far'
      : value === 0
        ? 'Handed in the latest work that was due'
        : 'Has not handed in the latest work that was due',
  typical: (value) => (value === 0 ? 'handed in' : value === 1 ? 'not handed in' : 'half handed in'),
};
