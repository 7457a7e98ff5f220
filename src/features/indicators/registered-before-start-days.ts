import { beforeOrAfter } from '../../domain/phrase.ts';
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
      ? 'Day of registration: not known'
      : `Registered ${beforeOrAfter(value, 'the start of the course')}`,
  typical: beforeOrAfter,
};
