import { expect, test } from 'vitest';
import { normalShareBelow } from './normal.ts';

test.each([
  // Abramowitz and Stegun 1964, table 26.1.
  [0, 0.5],
  [1, 0.8413447],
  [1.96, 0.9750021],
  [-2, 0.0227501],
])('the share below %f is %f', (z, share) => {
  expect(normalShareBelow(z)).toBeCloseTo(share, 6);
});
