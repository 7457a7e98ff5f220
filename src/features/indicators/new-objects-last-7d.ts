import { howMany } from '../../domain/phrase.ts';
import { newObjectsOnTop } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

export const newObjectsLast7d: Indicator = {
  name: 'new_objects_last_7d',
  unit: 'count',
  topic: 'breadth',
  better: 'more',
  windowDays: 7,
  over: 'days',
  sql: 'sumIf(new_objects, age <= 7)',
  relative: true,
  changeable: true,
  after: (known, effort) => (known('new_objects_last_7d') ?? 0) + newObjectsOnTop(effort),
  sentence: (value) =>
    howMany(
      value,
      'piece of content',
      'opened for the first time in the last week',
      'pieces of content',
      'content',
    ),
};
