import { expect, test } from 'vitest';
import { courseWith } from '../../../test/fixtures/course-events.ts';
import type { CalendarDate } from '../../domain/moment.ts';
import { courseId } from '../../domain/presentation.ts';
import { rehearsalGroups } from './rehearsal.ts';

const season = (code: string, startsOn: string, ...courses: string[]) =>
  courses.map((course) => ({
    ...courseWith(`${course}-${code}`, { startsOn: startsOn as CalendarDate }),
    courseId: courseId(course),
  }));
const idsOf = (seasons: ReturnType<typeof season>[]) =>
  rehearsalGroups(seasons).map((group) => group.map(({ id }) => id));

test('no course is predicted by a fit that has seen it, and every presentation is predicted once', () => {
  expect(
    idsOf([
      season('2013B', '2013-02-01', 'BBB', 'DDD'),
      season('2013J', '2013-10-01', 'AAA', 'BBB', 'DDD', 'EEE'),
    ]),
  ).toEqual([
    ['AAA-2013J', 'EEE-2013J'],
    ['BBB-2013B', 'BBB-2013J'],
    ['DDD-2013B', 'DDD-2013J'],
  ]);
});

test('the seasons of a single course are predicted from each other', () => {
  expect(idsOf([season('2013B', '2013-02-01', 'BBB'), season('2013J', '2013-10-01', 'BBB')])).toEqual([
    ['BBB-2013B'],
    ['BBB-2013J'],
  ]);
});
