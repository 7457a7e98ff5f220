import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const assessmentsLate: Indicator = {
  name: 'assessments_late',
  unit: 'count',
  topic: 'assessments',
  better: 'less',
  windowDays: null,
  over: 'enrolment',
  sql: 'length(arrayFilter(s -> s.day > s.due_day, own_work))',
  relative: true,
  changeable: true,
  sentence: (value) => howMany(value, 'piece of work', 'handed in late so far', 'pieces of work', 'work'),
};
