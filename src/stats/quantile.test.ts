import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, quantile, weightedQuantiles } from './quantile.ts';

describe('quantile', () => {
  it('interpolates as R and numpy do', () => {
    // R: quantile(1:10, c(0, .1, .25, .9, 1)) is 1.0 1.9 3.25 9.1 10.0 (type 7).
    const values = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5];
    expect([0, 0.1, 0.25, 0.9, 1].map((p) => quantile(values, p))).toEqual([
      1,
      expect.closeTo(1.9, 12),
      3.25,
      expect.closeTo(9.1, 12),
      10,
    ]);
    // numpy.percentile([[10, 7, 4], [3, 2, 1]], 50) is 3.5 (its documentation's example).
    expect(median([10, 7, 4, 3, 2, 1])).toBe(3.5);
  });

  it('is null for no values and does not change its input', () => {
    expect(median([])).toBeNull();
    const values = [3, 1, 2];
    quantile(values, 0.3);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('weightedQuantiles', () => {
  it('inverts the distribution function', () => {
    // R: quantile(c(1, 2, 3, 4), c(.25, .26, .5, 1), type = 1) is 1 2 2 4.
    expect(weightedQuantiles(Float64Array.of(4, 2, 1, 3), [0.25, 0.26, 0.5, 1])).toEqual([1, 2, 2, 4]);
    expect(weightedQuantiles(Float64Array.of(4, 2, 1, 3), [0])).toEqual([1]);
  });

  it('counts a weight as repetition', () => {
    const pair = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(
        fc.array(pair, { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (pairs, p) => {
          const values = Float64Array.from(pairs, ([value]) => value);
          const weights = Float64Array.from(pairs, ([, weight]) => weight);
          const repeated = Float64Array.from(pairs.flatMap(([value, weight]) => Array(weight).fill(value)));
          expect(weightedQuantiles(values, [p], weights)).toEqual(weightedQuantiles(repeated, [p]));
        },
      ),
    );
  });

  it('is null where no value has weight', () => {
    expect(weightedQuantiles(new Float64Array(), [0.5])).toBeNull();
    expect(weightedQuantiles(Float64Array.of(1), [0.5], [0])).toBeNull();
  });
});
