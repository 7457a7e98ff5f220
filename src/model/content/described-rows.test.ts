import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logOf, type Met } from '../../../test/fixtures/interaction-log.ts';
import { DAY_MS, HOUR_MS } from '../../domain/moment.ts';
import { columnAt, rowOf } from '../matrix.ts';
import { MOVIELENS_PAST } from '../targets/engagement.ts';
import { describedRows } from './described-rows.ts';

const all = () => true;

/** Up to forty interactions, some at the same moment, in order of time. */
const logs = fc
  .array(
    fc.tuple(
      fc.nat({ max: 3 }),
      fc.nat({ max: 3 }),
      fc.nat({ max: 20 }).map((hour) => hour * HOUR_MS),
      fc.integer({ min: 0, max: 2 }),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((met) => met.toSorted((a, b) => a[2] - b[2]) as Met[]);

describe('describedRows', () => {
  test('describe an interaction by strictly earlier ones only: a change at that moment or later has no effect', () => {
    fc.assert(
      fc.property(logs, logs, fc.nat(), (met, others, pick) => {
        const place = pick % met.length;
        const at = met[place][2];
        const earlier = met.filter((one) => one[2] < at);
        const changed = [
          ...earlier,
          [met[place][0], met[place][1], at, 0] as Met,
          ...others.map(([user, item, later, value]): Met => [user, item, at + later, value]),
        ].toSorted((a, b) => a[2] - b[2]);
        const before = describedRows(logOf(met), MOVIELENS_PAST, (one) => one === place);
        const after = describedRows(logOf(changed), MOVIELENS_PAST, (one) => one === earlier.length);
        expect([...rowOf(after.matrix, 0)]).toEqual([...rowOf(before.matrix, 0)]);
      }),
    );
  });

  test('count what happened before', () => {
    const { matrix, labels, users } = describedRows(
      logOf([
        [0, 0, 0, 1],
        [0, 1, DAY_MS, 0],
        [1, 0, DAY_MS, 1],
        [0, 0, 3 * DAY_MS, 1],
      ]),
      MOVIELENS_PAST,
      all,
    );
    const column = (name: string) => [...columnAt(matrix, matrix.columns.indexOf(name))];
    expect([...labels]).toEqual([1, 0, 1, 1]);
    expect(users).toEqual(['test/u0', 'test/u0', 'test/u1', 'test/u0']);
    expect(column('user_interactions')).toEqual([0, 1, 0, 2]);
    expect(column('item_interactions')).toEqual([0, 0, 1, 2]);
    expect(column('pair_engagements')).toEqual([0, 0, 0, 1]);
    expect(column('pair_days_since_last')).toEqual([Number.NaN, Number.NaN, Number.NaN, 3]);
    expect(column('item_days_since_last')).toEqual([Number.NaN, Number.NaN, 1, 2]);
    // One of one engaged so far, shrunk towards one half as if there had been one more interaction: (1 + 0.5) / 2.
    expect(column('overall_rate')).toEqual([0.5, 0.75, 0.75, (2 + 0.5) / 4]);
    // The user's one of one is shrunk towards that rate with a weight of five: (1 + 5 * 0.75) / 6.
    expect(column('user_rate')[1]).toBeCloseTo(4.75 / 6, 14);
  });

  test('know nothing from `knownUntil` on', () => {
    const met: Met[] = [
      [0, 0, 0, 1],
      [0, 1, 1, 1],
      [0, 2, 2, 1],
    ];
    const { matrix } = describedRows(logOf(met), MOVIELENS_PAST, all, 1);
    expect([...columnAt(matrix, matrix.columns.indexOf('user_interactions'))]).toEqual([0, 1, 1]);
  });
});
