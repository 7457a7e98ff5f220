import { counted } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const registeredBeforeStartDays: Indicator = {
  name: 'registered_before_start_days',
  unit: 'days',
  topic: 'preparation',
  better: 'more',
  windowDays: null,
  over: 'enrolment',
  sql: 'start_day - registered_date',
  relative: true,
  changeable: false,
  sentence: (value) =>
    value === null
      ? 'Nothing known'
      : value < 0
        ? `Registered ${counted(-value, 'day')} after the course began`
        : `Registered ${counted(value, 'day')} before the course began`,
};
