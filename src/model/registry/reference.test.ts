import { expect, test } from 'vitest';
import { featureMatrix } from '../matrix.ts';
import { learntMedian, referenceOf } from './reference.ts';

/** A model that has learnt from these values of two columns in a stage of a course. */
const learntOn = (stage: number, missed: readonly number[], score: readonly number[]) => ({
  matrix: featureMatrix(
    ['missed', 'score'],
    Float64Array.from(missed.flatMap((value, row) => [value, score[row]])),
  ),
  labels: missed.map(() => 0),
  stages: missed.map(() => stage),
  presentations: missed.map(() => 'AAA-2013J'),
});
const range = (from: number, count: number) => Array.from({ length: count }, (_, nth) => from + nth);

const reference = referenceOf(
  [
    learntOn(0, [...range(0, 90).fill(0), ...range(0, 10).fill(1)], range(0, 100)),
    learntOn(1, range(0, 100).fill(1), [...range(0, 40), ...range(0, 60).fill(Number.NaN)]),
  ],
  [],
);

test('the learnt median is that of the stage, between the edges of its bin', () => {
  expect(learntMedian(reference, 'missed', 0)).toEqual({ low: 0, high: 0 });
  expect(learntMedian(reference, 'missed', 1)).toEqual({ low: 0, high: 1 });
  const { low = Number.NaN, high = Number.NaN } = learntMedian(reference, 'score', 0) ?? {};
  expect(low).toBeLessThanOrEqual(50);
  expect(high).toBeGreaterThanOrEqual(49);
  expect(high - low).toBeLessThan(20);
});

test('a stage beyond the learnt ones is like the last one', () => {
  expect(learntMedian(reference, 'missed', 10)).toEqual(learntMedian(reference, 'missed', 1));
});

test('there is none where half of the rows have no value, and of an unknown column', () => {
  expect(learntMedian(reference, 'score', 1)).toBeNull();
  expect(learntMedian(reference, 'clicks', 0)).toBeNull();
});
