import { expect, test } from 'vitest';
import { createExpectation } from './expectation.ts';

const items = [
  { id: 'a', tags: [0], releaseYear: null },
  { id: 'b', tags: [0], releaseYear: null },
  { id: 'c', tags: [], releaseYear: null },
];

function afterOne() {
  const expectation = createExpectation(2, items, 1, 4);
  const occasion = { user: 0, item: 0, at: 0 };
  expectation.record(occasion, expectation.outcomeOf(occasion, 5));
  return expectation;
}

test('before anything is known the expected value is `engagedFrom`, and the rate is one half', () => {
  const expectation = createExpectation(2, items, 1, 4);
  expect(expectation.valueOf(0, 0)).toBe(4);
  expect(expectation.rate()).toBe(0.5);
});

test('an outcome is judged by what was expected before it, and biases are shrunk towards zero', () => {
  // The value 5 lies 1 above the expected 4: the user's bias is 1 / (1 + 5), the tag's 1 / (1 + 20).
  const expectation = afterOne();
  expect(expectation.userBias(0)).toBeCloseTo(1 / 6, 14);
  expect(expectation.tagBias(0)).toBeCloseTo(1 / 21, 14);
  // The item's own bias is shrunk towards its tag's: (1 + 5 / 21) / 6.
  expect(expectation.itemBias(0)).toBeCloseTo((1 + 5 / 21) / 6, 14);
  expect(expectation.valueOf(0, 0)).toBeCloseTo(5 + 1 / 6 + (1 + 5 / 21) / 6, 14);
});

test('an item that nobody met counts as typical of its tags, and as average without tags', () => {
  const expectation = afterOne();
  expect(expectation.itemBias(1)).toBeCloseTo(1 / 21, 14);
  expect(expectation.itemBias(2)).toBe(0);
});
