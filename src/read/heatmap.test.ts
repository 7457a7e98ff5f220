import { expect, test } from 'vitest';
import { cohortRows, learnerRows } from './heatmap.ts';

const learners = Array.from({ length: 20 }, (_, index) => `l${String(index).padStart(2, '0')}`);
const today = new Map(learners.map((learner, index) => [learner, index / 100]));

test('learners are listed by the rise of their risk in four weeks, then by risk, null for weeks without them', () => {
  const longAgo = new Map([['l01', 0.9]]);
  const before = new Map([
    ['l19', 0.19],
    ['l03', 0.01],
    ['l05', 0.04],
  ]);
  const rows = learnerRows([longAgo, before, new Map(), new Map(), new Map(), today], 4);
  expect(rows.map(({ id, probabilities }) => [id, probabilities[1], probabilities[5]])).toEqual([
    ['l03', 0.01, 0.03],
    ['l05', 0.04, 0.05],
    ['l19', 0.19, 0.19],
    ['l18', null, 0.18],
  ]);
});

test('cohorts are tenths of the learners of the last week, with the means of those who were there', () => {
  const before = new Map([['l19', 0.5]]);
  const rows = cohortRows([before, new Map(), today]);
  expect(rows).toHaveLength(10);
  expect(rows[0]).toMatchObject({ id: 'tenth-1', label: 'Top 10% by risk', enrolments: 2 });
  expect(rows[0]?.probabilities.slice(0, 2)).toEqual([0.5, null]);
  expect(rows[0]?.probabilities[2]).toBeCloseTo((0.19 + 0.18) / 2, 12);
  expect(rows[9]).toMatchObject({ id: 'tenth-10', label: 'Lowest 10% by risk', enrolments: 2 });
});

test('fewer than ten learners make a cohort each', () => {
  const rows = cohortRows([
    new Map([
      ['a', 0.3],
      ['b', 0.1],
    ]),
  ]);
  expect(rows.map(({ enrolments, probabilities }) => [enrolments, probabilities])).toEqual([
    [1, [0.3]],
    [1, [0.1]],
  ]);
});
