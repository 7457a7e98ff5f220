import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimiseByLbfgs, type SmoothFunction } from './lbfgs.ts';

const precise = { gradientTolerance: 1e-9, maxIterations: 500 };

/** Rosenbrock's valley in any number of pairs of variables; its minimum is 0 at (1, 1, ...). */
const rosenbrock: SmoothFunction = (at, gradient) => {
  let value = 0;
  for (let i = 0; i < at.length; i += 2) {
    const [x, y] = [at[i], at[i + 1]];
    value += 100 * (y - x * x) ** 2 + (1 - x) ** 2;
    gradient[i] = -400 * x * (y - x * x) - 2 * (1 - x);
    gradient[i + 1] = 200 * (y - x * x);
  }
  return value;
};

describe('minimiseByLbfgs', () => {
  it('follows a bent valley to its end', () => {
    // Rosenbrock 1960, with the usual start (-1.2, 1).
    const start = Float64Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
    const found = minimiseByLbfgs(rosenbrock, start, precise);
    expect(found.converged).toBe(true);
    expect(found.value).toBeLessThan(1e-15);
    for (const x of found.at) expect(x).toBeCloseTo(1, 7);
  });

  it('finds the centre of any bowl', () => {
    const entry = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(entry, entry, fc.double({ min: 0.1, max: 50, noNaN: true })), { minLength: 1 }),
        (axes) => {
          const bowl: SmoothFunction = (at, gradient) =>
            axes.reduce((sum, [centre, , curvature], i) => {
              gradient[i] = curvature * (at[i] - centre);
              return sum + (curvature / 2) * (at[i] - centre) ** 2;
            }, 0);
          const found = minimiseByLbfgs(
            bowl,
            Float64Array.from(axes, ([, start]) => start),
            {
              ...precise,
              gradientTolerance: 1e-6,
            },
          );
          axes.forEach(([centre], i) => {
            expect(Math.abs(found.at[i] - centre)).toBeLessThan(1e-4);
          });
        },
      ),
    );
  });

  it('leaves the start as it is, and says when the iterations ran out', () => {
    const start = Float64Array.of(-1.2, 1);
    const found = minimiseByLbfgs(rosenbrock, start, { ...precise, maxIterations: 3 });
    expect(found.converged).toBe(false);
    expect(found.value).toBeLessThan(24.2);
    expect(start).toEqual(Float64Array.of(-1.2, 1));
  });

  it('stops at once where the start is already the minimum', () => {
    let calls = 0;
    const counted: SmoothFunction = (at, gradient) => {
      calls += 1;
      return rosenbrock(at, gradient);
    };
    expect(minimiseByLbfgs(counted, Float64Array.of(1, 1), precise)).toMatchObject({
      converged: true,
      value: 0,
    });
    expect(calls).toBe(1);
  });
});
