import { howMany } from '../../domain/phrase.ts';
import { newObjectsOnTop } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

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
  after: (known, effort) => (known('objects_total') ?? 0) + newObjectsOnTop(effort),
  sentence: (value) => howMany(value, 'piece of content', 'opened so far', 'pieces of content', 'content'),
};
