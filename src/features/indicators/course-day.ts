import { counted, rounding } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const courseDay: Indicator = {
  name: 'course_day',
  unit: 'days',
  topic: 'calendar',
  better: null,
  windowDays: null,
  over: 'enrolment',
  sql: 'course_day',
  relative: false,
  changeable: false,
  sentence: (value) =>
    value === null
      ? 'Day of the course: not known'
      : value < 0
        ? `${counted(-value, 'day')} before the start of the course`
        : `Day ${rounding(value)} of the course`,
};
