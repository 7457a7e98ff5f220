import { percent } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const courseProgress: Indicator = {
  name: 'course_progress',
  unit: 'share',
  topic: 'calendar',
  better: null,
  windowDays: null,
  over: 'enrolment',
  sql: 'course_day / length_days',
  relative: false,
  changeable: false,
  sentence: (value) =>
    value === null
      ? 'Progress of the course: not known'
      : value < 0
        ? 'The course has not begun'
        : `Of the course, ${percent(Math.min(1, value))} is over`,
};
