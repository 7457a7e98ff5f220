import { expect, test } from 'vitest';
import { learnerId } from '../domain/learner.ts';
import { moment } from '../domain/moment.ts';
import { presentationId } from '../domain/presentation.ts';
import { cohortAt } from './cohort.ts';
import { mediansOf } from './medians.ts';

test('a cohort is everybody who was registered at the moment, whatever else the table holds', () => {
  const id = presentationId('AAA-2014B');
  const [before, now] = [moment(1), moment(2)];
  const cohort = cohortAt(
    {
      columns: ['clicks', 'gap'],
      rows: 3,
      presentationIds: [id, id, id],
      learnerIds: ['a', 'a', 'b'].map(learnerId),
      moments: [before, now, now],
      values: Float64Array.of(1, 2, 3, 4, 5, 6),
    },
    now,
  );
  expect(cohort.learnerIds).toEqual(['a', 'b']);
  expect(cohort.matrix).toMatchObject({ rows: 2, values: Float64Array.of(3, 4, 5, 6) });
});

test('medians cover the known values of the given rows', () => {
  const table = { columns: ['clicks', 'gap'], values: Float64Array.of(1, Number.NaN, 3, Number.NaN, 50, 7) };
  expect(mediansOf(table, [0, 1])).toEqual(Float64Array.of(2, Number.NaN));
  expect(mediansOf(table, [0, 1, 2])).toEqual(Float64Array.of(3, 7));
});
