import { describe, expect, it } from 'vitest';
import { solveByCholesky } from './cholesky.ts';

describe('solveByCholesky', () => {
  it('factors and solves the textbook example', () => {
    // Wikipedia, "Cholesky decomposition": this matrix has the factor [[2], [6, 1], [-8, 5, 3]].
    const a = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98);
    const x = [1, -2, 3];
    const b = Float64Array.of(4 - 24 - 48, 12 - 74 - 129, -16 + 86 + 294);
    expect(solveByCholesky(a, b)).toBe(true);
    expect([a[0], a[3], a[4], a[6], a[7], a[8]]).toEqual([2, 6, 1, -8, 5, 3]);
    expect(Array.from(b)).toEqual(x.map((value) => expect.closeTo(value, 10)));
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(solveByCholesky(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBe(false);
  });
});
