import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solveByCholesky } from './cholesky.ts';
import { lassoStep } from './lasso-step.ts';

describe('lassoStep', () => {
  it('shrinks each coordinate by itself where they do not interact', () => {
    // Minimise x^2 / 2 - 3 x + |x|: x = 2. Minimise 2 y^2 - y + |y|: the pull of 1 does not overcome the penalty, y = 0.
    // The last coordinate has no penalty: z^2 / 2 - 0.5 z has its minimum at 0.5.
    const hessian = Float64Array.of(1, 0, 0, 0, 4, 0, 0, 0, 1);
    const step = lassoStep(hessian, Float64Array.of(-3, -1, -0.5), new Float64Array(3), 1);
    expect([...step]).toEqual([2, 0, 0.5]);
  });

  it('moves a coefficient to exactly 0', () => {
    const step = lassoStep(
      Float64Array.of(1, 0, 0, 1),
      Float64Array.of(0.4, 0),
      Float64Array.of(0.3, 0),
      0.5,
    );
    expect(0.3 + step[0]).toBe(0);
  });

  it('is the Newton step without a penalty', () => {
    const entry = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 9, maxLength: 9 }), fc.tuple(entry, entry, entry), (m, g) => {
        // M M' + I is positive definite.
        const hessian = Float64Array.from({ length: 9 }, (_, place) => {
          const [row, column] = [Math.floor(place / 3), place % 3];
          return [0, 1, 2].reduce(
            (sum, k) => sum + m[row * 3 + k] * m[column * 3 + k],
            row === column ? 1 : 0,
          );
        });
        const newton = Float64Array.from(g, (value) => -value);
        const step = lassoStep(hessian, Float64Array.from(g), new Float64Array(3), 0);
        expect(solveByCholesky(hessian, newton)).toBe(true);
        step.forEach((value, i) => {
          expect(value).toBeCloseTo(newton[i], 8);
        });
      }),
    );
  });
});
