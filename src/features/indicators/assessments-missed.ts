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
      ? 'Nothing known'
      : value === 0
        ? 'No assessment missed so far'
        : `${counted(value, 'assessment')} missed so far`,
};
