import { expect, test } from 'vitest';
import { weeklyMoments } from './cycle-moment.ts';
import { type CalendarDate, toIso } from './moment.ts';
import { courseId, type Presentation, presentationId } from './presentation.ts';

const lasting = (lengthDays: number): Presentation => ({
  id: presentationId('BBB-2014B'),
  courseId: courseId('BBB'),
  startsOn: '2014-02-01' as CalendarDate,
  lengthDays,
  assessments: [],
});

test('a cycle follows every full week while the presentation lasts', () => {
  expect(weeklyMoments(lasting(15)).map(toIso)).toEqual([
    '2014-02-08T09:00:00.000Z',
    '2014-02-15T09:00:00.000Z',
  ]);
});

test('the day after the last one has no cycle', () => {
  expect(weeklyMoments(lasting(14)).map(toIso)).toEqual(['2014-02-08T09:00:00.000Z']);
  expect(weeklyMoments(lasting(7))).toEqual([]);
});
