import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { midRank, shareBelow } from './share-below.ts';

describe('shareBelow', () => {
  it('counts the smaller values, and no tie', () => {
    expect(shareBelow([1, 2, 2, 5], 2)).toBe(1 / 4);
    expect(shareBelow([1, 2, 2, 5], 9)).toBe(1);
    expect(shareBelow([1, 2, 2, 5], 0)).toBe(0);
    expect(shareBelow([], 3)).toBe(0);
  });

  it('agrees with counting one by one', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.integer({ min: -1, max: 10 }), (others, value) => {
        const counted = others.filter((other) => other < value).length / others.length;
        expect(
          shareBelow(
            others.toSorted((a, b) => a - b),
            value,
          ),
        ).toBe(counted);
      }),
    );
  });
});

describe('midRank', () => {
  it('is the middle of the ties', () => {
    expect(midRank([0, 0, 0, 0], 0)).toBe(0.5);
    expect(midRank([1, 2, 3, 4], 1)).toBe(0.125);
    expect(midRank([1, 2, 3, 4], 9)).toBe(1);
    expect(midRank([], 9)).toBe(0.5);
  });
});
