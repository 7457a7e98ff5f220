import { describe, expect, test } from 'vitest';
import { logOf, type Met } from '../../../test/fixtures/interaction-log.ts';
import { CHOOSE, JUDGE, LEARN, splitByLast, splitByTime } from './split.ts';

const met = (users: number[]): Met[] => users.map((user, at) => [user, 0, at, 1]);

describe('a split', () => {
  test('by last interactions judges on the last one of each user and chooses by the second last', () => {
    expect([...splitByLast(logOf(met([0, 0, 1, 0, 1, 1, 0])))]).toEqual([
      LEARN,
      LEARN,
      LEARN,
      CHOOSE,
      CHOOSE,
      JUDGE,
      JUDGE,
    ]);
  });

  test('by last interactions learns from all interactions of a user with fewer than three', () => {
    expect([...splitByLast(logOf(met([0, 0, 1])))]).toEqual([LEARN, LEARN, LEARN]);
  });

  test('by time judges on the last fifth and chooses by the last tenth of the rest', () => {
    const split = splitByTime(logOf(met(Array(100).fill(0))));
    expect([...split]).toEqual([
      ...Array(72).fill(LEARN),
      ...Array(8).fill(CHOOSE),
      ...Array(20).fill(JUDGE),
    ]);
  });
});
