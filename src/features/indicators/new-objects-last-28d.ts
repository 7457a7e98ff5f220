import { howMany } from '../../domain/phrase.ts';
import { newObjectsOnTop } from '../effort.ts';
import type { Indicator } from '../indicator.ts';

export const newObjectsLast28d: Indicator = {
  name: 'new_objects_last_28d',
  unit: 'count',
  topic: 'breadth',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'sumIf(new_objects, age <= 28)',
  relative: true,
  changeable: true,
  after: (known, effort) => (known('new_objects_last_28d') ?? 0) + newObjectsOnTop(effort),
  sentence: (value) =>
    howMany(
      value,
      'piece of content',
      'opened for the first time in the last four weeks',
      'pieces of content',
      'content',
    ),
};
