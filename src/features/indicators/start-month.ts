import { rounding } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

/** The time of year: courses that start in autumn and in spring lose different shares of their learners every year. */
export const startMonth: Indicator = {
  name: 'start_month',
  unit: 'count',
  topic: 'calendar',
  better: null,
  windowDays: null,
  over: 'enrolment',
  sql: 'toMonth(toDate(start_day))',
  relative: false,
  changeable: false,
  sentence: (value) =>
    value === null ? 'Nothing known' : `The course began in month ${rounding(value)} of the year`,
};
