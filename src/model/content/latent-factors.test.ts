import { expect, test } from 'vitest';
import { seededRandom } from '../../stats/random.ts';
import { createExpectation } from './expectation.ts';
import { createLatentFactors } from './latent-factors.ts';

const items = Array.from({ length: 30 }, () => ({ id: '', tags: [], releaseYear: null }));

/** There are two kinds of users and items: a user likes an item of the same kind by 1 and dislikes the other kind by 1. */
const liking = (user: number, item: number): number => ((user + item) % 2 === 0 ? 1 : -1);

function afterInteractions(count: number) {
  const random = seededRandom(1);
  const group = createLatentFactors(41, items.length, createExpectation(41, items, 0, 1), {
    rank: 2,
    userRidge: 1,
    itemRidge: 1,
    seed: 1,
  });
  const record = (user: number, item: number) =>
    group.record(
      { user, item, at: 0 },
      { value: 0, engaged: 0, ofUser: 0, ofItem: 0, surprise: liking(user, item) },
    );
  for (let n = 0; n < count; n += 1) record(random.below(40), random.below(28));
  const surpriseOf = (user: number, item: number) => {
    const out = new Float64Array(2);
    group.describe({ user, item, at: 0 }, out, 0);
    return out[0];
  };
  return { record, surpriseOf };
}

test('tastes that users share are found', () => {
  const { surpriseOf } = afterInteractions(1500);
  for (const [user, item] of [
    [0, 0],
    [0, 1],
    [7, 7],
    [8, 21],
  ])
    expect(surpriseOf(user, item) * liking(user, item)).toBeGreaterThan(0.8);
});

test('a user who comes after the last fit is known from the first interaction on', () => {
  const { record, surpriseOf } = afterInteractions(1500);
  expect(surpriseOf(40, 3)).toBe(0);
  record(40, 5);
  expect(surpriseOf(40, 3)).toBeLessThan(-0.2);
  expect(surpriseOf(40, 4)).toBeGreaterThan(0.2);
});

test('nothing is predicted for an item that no fit has seen, nor before the first fit', () => {
  expect(afterInteractions(1500).surpriseOf(0, 29)).toBe(0);
  expect(afterInteractions(500).surpriseOf(0, 0)).toBe(0);
});
