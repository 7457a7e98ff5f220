import { describe, expect, test } from 'vitest';
import { courseWith } from '../../../test/fixtures/course-events.ts';
import { addDays, type CalendarDate, dateOf, moment, startOfDate } from '../../domain/moment.ts';
import { courseId, type Presentation } from '../../domain/presentation.ts';
import { bySeason, latestSeasons, overBeforeLater, seasonsOf } from './seasons.ts';

const one = (id: string, startsOn: string, lengthDays = 240): Presentation => ({
  ...courseWith(id, { startsOn: startsOn as CalendarDate, lengthDays }),
  courseId: courseId(id.slice(0, 3)),
});
const AFTER_ALL = moment(Date.parse('2020-01-01T00:00:00Z'));
const ids = (presentations: readonly Presentation[]) => presentations.map(({ id }) => id);

/** Seasons of a university: one begins while the last one still runs. */
const UNIVERSITY = [
  one('AAA-2013B', '2013-02-01'),
  one('BBB-2013B', '2013-02-01'),
  one('AAA-2013J', '2013-10-01'),
  one('BBB-2014B', '2014-02-01'),
];

/** Short courses, one begins every week. */
const WEEKLY = Array.from({ length: 31 }, (_, nth) =>
  one(
    `M${String(nth).padStart(2, '0')}`,
    dateOf(addDays(startOfDate('2013-10-01' as CalendarDate), 7 * nth)),
    30,
  ),
);

describe('seasons', () => {
  test('without a last one, the latest judges where it holds a fifth of the enrolments', () => {
    const { past, later } = seasonsOf(UNIVERSITY, null, AFTER_ALL, () => 100);
    expect(past.map(ids)).toEqual([['AAA-2013B', 'BBB-2013B'], ['AAA-2013J']]);
    expect(ids(later)).toEqual(['BBB-2014B']);
  });

  test('that begin every week judge together, as many as hold a fifth of the enrolments', () => {
    const { past, later } = seasonsOf(WEEKLY, null, AFTER_ALL, () => 100);
    expect(ids(later)).toEqual(['M24', 'M25', 'M26', 'M27', 'M28', 'M29', 'M30']);
    expect(past).toHaveLength(24);
    const large = ({ id }: Presentation) => (id === 'M29' ? 2000 : 100);
    expect(ids(seasonsOf(WEEKLY, null, AFTER_ALL, large).later)).toEqual(['M29', 'M30']);
  });

  test('leave enough to learn from, however few are enrolled in the latest', () => {
    const few = WEEKLY.slice(0, 3);
    const { past, later } = seasonsOf(few, null, AFTER_ALL, ({ id }) => (id === 'M00' ? 1000 : 1));
    expect([ids(past.flat()), ids(later)]).toEqual([['M00', 'M01'], ['M02']]);
  });

  test('judge what was over when they began', () => {
    expect(ids(overBeforeLater(seasonsOf(UNIVERSITY, '2013J', AFTER_ALL, () => 1)).flat())).toEqual([
      'AAA-2013B',
      'BBB-2013B',
    ]);
    // M24 begins 168 days after the first; M19 is over 163 days after it, M20 only after 170.
    expect(ids(overBeforeLater(seasonsOf(WEEKLY, null, AFTER_ALL, () => 100)).flat()).at(-1)).toBe('M19');
  });
});

test('the latest seasons are all of them where they hold less than a fifth', () => {
  const seasons = bySeason(WEEKLY.slice(-2));
  expect(latestSeasons(seasons, WEEKLY, () => 100)).toEqual(seasons);
  expect(latestSeasons([], WEEKLY, () => 100)).toEqual([]);
});
