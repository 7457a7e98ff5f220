import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const assessmentsDue: Indicator = {
  name: 'assessments_due',
  unit: 'count',
  topic: 'calendar',
  better: null,
  windowDays: null,
  over: 'enrolment',
  sql: 'length(due)',
  relative: false,
  changeable: false,
  sentence: (value) => howMany(value, 'piece of work', 'due so far', 'pieces of work', 'work'),
};
