import { counted } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const assessmentsMissed: Indicator = {
  name: 'assessments_missed',
  unit: 'count',
  topic: 'assessments',
  better: 'less',
  windowDays: null,
  over: 'enrolment',
  sql: 'length(missed)',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null
      ? 'Work due and not handed in: not known'
      : value === 0
        ? 'No work missing so far'
        : `${counted(value, 'piece of work that was due was', 'pieces of work that were due were')} not handed in`,
};
