import { describe, expect, test } from 'vitest';
import { COLUMNS } from '../features/indicators.ts';
import { type FeatureMatrix, featureMatrix } from '../model/matrix.ts';
import { referenceOf } from '../model/registry/reference.ts';
import { seededRandom } from '../stats/random.ts';
import { isFamiliar, unlikeness } from './familiarity.ts';

/** Learners whose active days are drawn from 0 to 1, times `usual`; nothing else is known. */
function cohortOf(rows: number, usual: number, seed: number, courseDay = 30): FeatureMatrix {
  const random = seededRandom(seed);
  const of = (column: string): number =>
    column === 'course_day'
      ? courseDay
      : column.startsWith('active_days')
        ? Math.round(usual * random.uniform())
        : Number.NaN;
  return featureMatrix(
    COLUMNS,
    Float64Array.from({ length: rows * COLUMNS.length }, (_, at) => of(COLUMNS[at % COLUMNS.length])),
  );
}

const learnt = cohortOf(2000, 20, 1);
const reference = referenceOf(
  [
    {
      matrix: learnt,
      labels: new Uint8Array(learnt.rows),
      stages: new Uint8Array(learnt.rows).fill(1),
      presentations: new Array<string>(learnt.rows).fill('AAA-2013J'),
    },
  ],
  [],
);

describe('a course', () => {
  test('that is used like those learnt from is familiar, however few its learners are', () => {
    for (const rows of [3, 10, 100, 1000])
      for (const seed of [2, 3, 4]) expect(isFamiliar(reference, cohortOf(rows, 20, seed))).toBe(true);
    expect(unlikeness(reference, learnt)).toBe(0);
  });

  test('that is used by far more or less is not', () => {
    const all = (usual: number) => unlikeness(reference, cohortOf(200, usual, 5));
    expect(all(4)).toBeGreaterThan(all(12));
    expect(all(60)).toBeGreaterThan(all(24));
  });

  test('is compared with the learnt rows of its stage, the last one where it goes on for longer', () => {
    expect(isFamiliar(reference, cohortOf(200, 20, 5, 300))).toBe(true);
  });

  test('is taken as familiar where the model file does not say what it has learnt from', () => {
    expect(isFamiliar(undefined, cohortOf(200, 900, 5))).toBe(true);
  });
});
