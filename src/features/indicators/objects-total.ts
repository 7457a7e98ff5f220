import type { Indicator } from '../indicator.ts';
import { counted } from '../phrase.ts';

export const objectsTotal: Indicator = {
  name: 'objects_total',
  unit: 'count',
  topic: 'breadth',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'sum(new_objects)',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null ? 'Nothing known' : `${counted(value, 'piece')} of content opened so far`,
};
