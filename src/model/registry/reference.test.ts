import { expect, test } from 'vitest';
import { featureMatrix } from '../matrix.ts';
import { learntMedian, referenceOf } from './reference.ts';

/** A model that has learnt from these values of two columns on a day of a course. */
const learntOn = (day: number, missed: readonly number[], score: readonly number[]) => ({
  matrix: featureMatrix(
    ['missed', 'score'],
    Float64Array.from(missed.flatMap((value, row) => [value, score[row]])),
  ),
  labels: missed.map(() => 0),
  days: missed.map(() => day),
  presentations: missed.map(() => 'AAA-2013J'),
});
const range = (from: number, count: number) => Array.from({ length: count }, (_, nth) => from + nth);

const reference = referenceOf(
  [
    learntOn(14, [...range(0, 90).fill(0), ...range(0, 10).fill(1)], range(0, 100)),
    learntOn(42, range(0, 100).fill(1), [...range(0, 40), ...range(0, 60).fill(Number.NaN)]),
  ],
  [],
);

test('the learnt median is that of the stage, between the edges of its bin', () => {
  expect(learntMedian(reference, 'missed', 14)).toEqual({ low: 0, high: 0 });
  expect(learntMedian(reference, 'missed', 30)).toEqual({ low: 0, high: 1 });
  const { low = Number.NaN, high = Number.NaN } = learntMedian(reference, 'score', 20) ?? {};
  expect(low).toBeLessThanOrEqual(50);
  expect(high).toBeGreaterThanOrEqual(49);
  expect(high - low).toBeLessThan(20);
});

test('a day beyond the learnt stages belongs to the last one', () => {
  expect(learntMedian(reference, 'missed', 300)).toEqual(learntMedian(reference, 'missed', 42));
});

test('there is none where half of the rows have no value, and of an unknown column', () => {
  expect(learntMedian(reference, 'score', 42)).toBeNull();
  expect(learntMedian(reference, 'clicks', 14)).toBeNull();
});
