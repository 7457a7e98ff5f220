import { counted } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const previousAttempts: Indicator = {
  name: 'previous_attempts',
  unit: 'count',
  topic: 'background',
  better: 'less',
  windowDays: null,
  over: 'enrolment',
  sql: 'previous_attempts',
  relative: true,
  changeable: false,
  sentence: (value) =>
    value === null
      ? 'Earlier attempts: not known'
      : value === 0
        ? 'First attempt at this course'
        : `${counted(value, 'earlier attempt')} at this course`,
  typical: (value) => (value === 0 ? 'first attempt' : counted(value, 'earlier attempt')),
};
