import type { Indicator } from '../indicator.ts';

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

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
    value === null
      ? 'Start of the course: not known'
      : `The course began in ${month.format(Date.UTC(2000, value - 1))}`,
};
