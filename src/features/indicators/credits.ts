import { counted } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const credits: Indicator = {
  name: 'credits',
  unit: 'credits',
  topic: 'background',
  better: 'less',
  windowDays: null,
  over: 'enrolment',
  sql: 'credits',
  relative: true,
  changeable: false,
  sentence: (value) =>
    value === null ? 'Credits: not known' : `Studies ${counted(value, 'credit')} at the same time`,
};
