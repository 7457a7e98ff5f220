import { expect, it } from 'vitest';
import { marginBy, networkFromJson, networkSchema } from './network.ts';

const layer = (inputs: number, weights: number[], biases: number[]) => ({ inputs, weights, biases });

it('adds up, switches off below 0, and adds up again', () => {
  const network = networkFromJson([layer(2, [1, 1, 1, -1], [0, 1]), layer(2, [2, 3], [-1])]);
  // Units: max(0, 1 + 2) and max(0, 1 - 2 + 1); then 2 * 3 + 3 * 0 - 1. The last unit has no ReLU.
  expect(marginBy(network)(Float64Array.of(1, 2))).toBe(5);
  expect(marginBy(network)(Float64Array.of(-1, 0))).toBe(-1);
});

it('refuses layers that do not fit together, saying which and why', () => {
  const messageOf = (...layers: object[]) => networkSchema.safeParse(layers).error?.issues[0].message;
  expect(messageOf(layer(2, [1, 1, 1], [0, 0]), layer(2, [1, 1], [0]))).toBe(
    '2 units of 2 inputs do not have 3 weights',
  );
  expect(messageOf(layer(1, [1, 1], [0, 0]), layer(3, [1, 1, 1], [0]))).toBe(
    'it reads 3 units; the layer before has 2',
  );
  expect(messageOf(layer(1, [1, 1], [0, 0]))).toBe('the last layer has one unit, not 2');
  expect(messageOf(layer(1, [1, 1], [0, 0]), layer(2, [1, 1], [0]))).toBeUndefined();
});
