import { expect, test } from 'vitest';
import { balancedWeights } from './balanced-weights.ts';

test('each label has half of the total weight', () => {
  const weights = balancedWeights(Uint8Array.from([1, 0, 0, 0, 0]));
  expect([...weights]).toEqual([2.5, 0.625, 0.625, 0.625, 0.625]);
});
