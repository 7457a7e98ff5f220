import { expect, test } from 'vitest';
import { createFading } from './fading.ts';

test('a fading mean weighs each value less than the next one', () => {
  const fading = createFading(2, 2);
  for (const value of [0, 0, 1]) fading.record(1, value);
  // Weights 1/2, 1/4 and 1/8 from the latest back, and 0.3 for the prior 0.
  expect(fading.mean(1, 0)).toBeCloseTo(0.5 / (0.875 + 0.3), 14);
  expect(fading.mean(0, 0.7)).toBeCloseTo(0.7, 14);
});

test('the fading mean of equal values is that value, whatever the span', () => {
  const fading = createFading(1, 30);
  for (let n = 0; n < 5; n += 1) fading.record(0, 0.25);
  expect(fading.mean(0, 0.25)).toBeCloseTo(0.25, 14);
});
