import { daysAgo } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const daysSinceRegistration: Indicator = {
  name: 'days_since_registration',
  unit: 'days',
  topic: 'preparation',
  better: 'more',
  windowDays: null,
  over: 'enrolment',
  sql: 'moment_day - registered_day',
  relative: true,
  changeable: false,
  sentence: (value) => (value === null ? 'Day of registration: not known' : `Registered ${daysAgo(value)}`),
  typical: daysAgo,
};
