import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isotonicRegression, isotonicValue } from './isotonic-regression.ts';

const fitted = (positions: number[], values: number[]) => {
  const curve = isotonicRegression(positions, values);
  return positions.map((position) => isotonicValue(curve, position));
};

describe('isotonicRegression', () => {
  it('agrees with scikit-learn', () => {
    // sklearn/tests/test_isotonic.py, test_isotonic_regression.
    expect(fitted([0, 1, 2, 3, 4, 5, 6], [3, 7, 5, 9, 8, 7, 10])).toEqual([3, 6, 6, 8, 8, 8, 10]);
    expect(fitted([0, 1, 2], [10, 0, 2])).toEqual([4, 4, 4]);
  });

  it('pools points at the same position and accepts them in any order', () => {
    expect(isotonicRegression([2, 1, 1], [1, 0, 1])).toEqual({ positions: [1, 2], values: [0.5, 1] });
  });

  it('interpolates between points and is constant beyond them', () => {
    const curve = isotonicRegression([0, 10], [0.2, 0.6]);
    expect(isotonicValue(curve, 5)).toBeCloseTo(0.4, 15);
    expect(isotonicValue(curve, -1)).toBe(0.2);
    expect(isotonicValue(curve, 11)).toBe(0.6);
  });

  it('never falls and keeps the mean', () => {
    const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(points, (pairs) => {
        const ascending = [...pairs].sort((a, b) => a[0] - b[0]);
        const values = fitted(
          ascending.map(([x]) => x),
          ascending.map(([, y]) => y),
        );
        for (let i = 1; i < values.length; i += 1) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]);
        const total = values.reduce((sum, value) => sum + value, 0);
        expect(total).toBeCloseTo(
          pairs.reduce((sum, [, y]) => sum + y, 0),
          9,
        );
      }),
    );
  });
});
