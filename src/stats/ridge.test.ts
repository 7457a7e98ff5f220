import { expect, test } from 'vitest';
import { ridge } from './ridge.ts';

test('agrees with the normal equations solved by hand', () => {
  // x = 0, 1, 2 and y = 1, 3, 5 about their means: x'x = 2, x'y = 4, so the weight is 4 / (2 + penalty).
  const fit = ridge(Float64Array.of(0, 1, 2), Float64Array.of(1, 3, 5), 2);
  expect(fit.weights[0]).toBeCloseTo(1, 12);
  expect(fit.intercept).toBeCloseTo(2, 12);
});

test('agrees with scikit-learn', () => {
  // Ridge(alpha=1.5).fit([[1,2],[3,1],[0,5],[2,2]], [1,2,0,4]) of scikit-learn 1.2.1.
  const fit = ridge(Float64Array.of(1, 2, 3, 1, 0, 5, 2, 2), Float64Array.of(1, 2, 0, 4), 1.5);
  expect(fit.weights[0]).toBeCloseTo(0.4418604651162793, 10);
  expect(fit.weights[1]).toBeCloseTo(-0.27131782945736416, 10);
  expect(fit.intercept).toBeCloseTo(1.7655038759689914, 10);
});
