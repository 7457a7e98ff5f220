import { expect, it } from 'vitest';
import { gaussLegendre } from './gauss-legendre.ts';

it('has the published points and weights', () => {
  // Abramowitz and Stegun, table 25.4, n = 3, moved from -1..1 to 0..1.
  const { points, weights } = gaussLegendre(3);
  const outer = 0.774596669241483;
  for (const [i, point] of [(1 - outer) / 2, 0.5, (1 + outer) / 2].entries())
    expect(points[i]).toBeCloseTo(point, 14);
  for (const [i, weight] of [5 / 18, 4 / 9, 5 / 18].entries()) expect(weights[i]).toBeCloseTo(weight, 14);
});

it.each([1, 2, 5, 12, 32])('integrates polynomials up to degree 2 n - 1 exactly: n = %i', (count) => {
  const { points, weights } = gaussLegendre(count);
  for (let degree = 0; degree < 2 * count; degree += 1) {
    const integral = points.reduce((sum, point, i) => sum + weights[i] * point ** degree, 0);
    expect(integral).toBeCloseTo(1 / (degree + 1), 13);
  }
});
