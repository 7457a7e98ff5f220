import { expect, it } from 'vitest';
import { adam } from './adam.ts';

it('takes the first step as long as the learning rate, whatever the gradient', () => {
  // Kingma and Ba 2015, section 2.1: after bias correction of the means, the first step is the rate times the sign.
  const parameters = Float64Array.of(1, 1, 1);
  const step = adam(parameters, Float64Array.of(1e-3, -7, 0), { weightDecay: 0, decayed: 0 });
  step(0.01);
  expect(parameters[0]).toBeCloseTo(0.99, 6);
  expect(parameters[1]).toBeCloseTo(1.01, 6);
  expect(parameters[2]).toBe(1);
});

it('follows the published recurrence', () => {
  // Algorithm 1 of the paper by hand: gradients 1, then -2, with beta 0.9 and 0.999. After two steps the means are
  // 0.9 * 0.1 - 0.2 = -0.11 and 0.999 * 0.001 + 0.004 = 0.004999, divided by 1 - 0.81 and 1 - 0.998001.
  const parameters = Float64Array.of(0);
  const gradients = Float64Array.of(1);
  const step = adam(parameters, gradients, { weightDecay: 0, decayed: 0 });
  step(0.1);
  const first = parameters[0];
  gradients[0] = -2;
  step(0.1);
  const expected = (0.1 * (-0.11 / 0.19)) / (Math.sqrt(0.004999 / 0.001999) + 1e-8);
  expect(parameters[0] - first).toBeCloseTo(-expected, 12);
});

it('shrinks weights separately from the gradient, and shrinks nothing else', () => {
  const parameters = Float64Array.of(2, 2);
  const step = adam(parameters, new Float64Array(2), { weightDecay: 0.1, decayed: 1 });
  step(0.5);
  // 2 - 0.5 * 0.1 * 2
  expect([...parameters]).toEqual([1.9, 2]);
});

it('finds the minimum of a bowl', () => {
  const parameters = Float64Array.of(3, -4);
  const gradients = new Float64Array(2);
  const step = adam(parameters, gradients, { weightDecay: 0, decayed: 0 });
  for (let nth = 0; nth < 2_000; nth += 1) {
    gradients.set([2 * (parameters[0] - 1), 200 * (parameters[1] + 2)]);
    step(0.05 * (1 - nth / 2_000));
  }
  expect(parameters[0]).toBeCloseTo(1, 3);
  expect(parameters[1]).toBeCloseTo(-2, 3);
});
