import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  firstLearningDay,
  isFromLearningDays,
  isPooled,
  isTableDay,
  judgingDays,
  judgingStepDays,
  learningDays,
  learningStepDays,
  scanDayOf,
} from './scan-days.ts';

const daysWhere = (is: (row: { day: number; lengthDays: number }) => boolean, lengthDays: number) =>
  Array.from({ length: lengthDays }, (_, day) => day).filter((day) => is({ day, lengthDays }));

describe('a long course', () => {
  test.each([140, 234, 269, 365])(
    'of %d days is learnt from every two weeks and judged every week',
    (length) => {
      expect(learningStepDays(length)).toBe(14);
      expect(judgingStepDays(length)).toBe(7);
      expect(firstLearningDay(length)).toBe(14);
    },
  );

  test('is pooled every fourth week up to day 168', () => {
    expect(daysWhere(isPooled, 240)).toEqual([28, 56, 84, 112, 140, 168]);
    expect(daysWhere(isTableDay, 240)).toEqual([28, 56, 84, 112, 140, 168, 196, 224]);
  });
});

test.each([
  [30, [3, 6, 9, 12, 15, 18, 21, 24, 27], [6, 12, 18, 24]],
  [10, [1, 2, 3, 4, 5, 6, 7, 8, 9], [2, 4, 6, 8]],
  [70, [7, 14, 21, 28, 35, 42, 49, 56, 63], [14, 28, 42, 56]],
  [100, [10, 20, 30, 40, 50, 60, 70, 80, 90], [20, 40, 60, 80]],
  [2, [1], []],
  [1, [], []],
])('a course of %d days is learnt from on its own days', (length, learnt, pooled) => {
  expect(learningDays(length)).toEqual(learnt);
  expect(daysWhere(isPooled, length)).toEqual(pooled);
});

test('a cohort stands on the day of its course', () => {
  const columns = ['course_day', 'course_progress'];
  expect(scanDayOf({ columns, values: Float64Array.of(7, 7 / 30) })).toEqual({ day: 7, lengthDays: 30 });
  expect(
    learningStepDays(scanDayOf({ columns: ['course_day'], values: Float64Array.of(40) }).lengthDays),
  ).toBe(14);
});

test('every day for learning, and every pooled day, is also a day of judging', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (lengthDays) => {
      const judged = new Set(judgingDays(lengthDays));
      const learnt = learningDays(lengthDays);
      const pooled = daysWhere(isPooled, lengthDays);
      expect([...learnt, ...pooled].filter((day) => !judged.has(day))).toEqual([]);
      expect(learnt.every((day) => day < lengthDays && isFromLearningDays({ day, lengthDays }))).toBe(true);
    }),
  );
});
