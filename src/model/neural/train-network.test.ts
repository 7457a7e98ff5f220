import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/random.ts';
import { marginBy } from './network.ts';
import { type NetworkRows, trainNetwork } from './train-network.ts';

const RULES = {
  hidden: [16, 8],
  dropout: 0,
  learningRate: 0.01,
  weightDecay: 0,
  batchSize: 64,
  epochs: 20,
  patience: 3,
};

/** Label 1 where a and b have the same sign; a share `noise` of the labels is flipped. */
function sameSign(rows: number, noise: number, seed: number): NetworkRows {
  const random = seededRandom(seed);
  const inputs = Float32Array.from({ length: 2 * rows }, () => 2 * random.uniform() - 1);
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    const same = inputs[2 * row] * inputs[2 * row + 1] > 0 ? 1 : 0;
    return random.uniform() < noise ? 1 - same : same;
  });
  return { width: 2, inputs, labels, weights: new Float64Array(rows).fill(1) };
}

const rightOf = (rows: NetworkRows, marginOf: (inputs: Float64Array) => number): number =>
  rows.labels.filter((label, row) => {
    const inputs = Float64Array.from(rows.inputs.subarray(2 * row, 2 * row + 2));
    return marginOf(inputs) > 0 === (label === 1);
  }).length / rows.labels.length;

describe('trainNetwork', () => {
  it('learns what a linear model cannot', () => {
    const network = trainNetwork(sameSign(2_000, 0, 1), 0, RULES, 1, null);
    expect(rightOf(sameSign(2_000, 0, 2), marginBy(network))).toBeGreaterThan(0.95);
  });

  it('draws different weights for a different seed, and the same weights for the same seed', () => {
    const rows = sameSign(300, 0, 1);
    const weights = (seed: number) => [...trainNetwork(rows, 0, RULES, seed, null)[0].weights];
    expect(weights(1)).toEqual(weights(1));
    expect(weights(1)).not.toEqual(weights(2));
  });

  it('stops at the epoch that does best on later rows', () => {
    // A network can learn 150 rows by heart, a third of them wrong, and later rows punish that.
    const rows = sameSign(150, 0.35, 3);
    const later = sameSign(1_000, 0.35, 4);
    const rules = { ...RULES, hidden: [64, 32], epochs: 150, batchSize: 32 };
    const lossOf = (marginOf: (inputs: Float64Array) => number): number =>
      later.labels.reduce((sum, label, row) => {
        const margin = marginOf(Float64Array.from(later.inputs.subarray(2 * row, 2 * row + 2)));
        return sum + Math.log1p(Math.exp(label === 1 ? -margin : margin)) / later.labels.length;
      }, 0);
    const stopped = lossOf(marginBy(trainNetwork(rows, 0, rules, 1, later)));
    const unstopped = lossOf(marginBy(trainNetwork(rows, 0, rules, 1, null)));
    expect(stopped).toBeLessThan(unstopped - 0.03);
    // A network that learnt by heart is no better than a coin, whose loss is log 2 = 0.693.
    expect(stopped).toBeLessThan(0.68);
    expect(unstopped).toBeGreaterThan(0.69);
  });

  it('forgets a weight that gets no gradient: weight decay', () => {
    const rows = sameSign(300, 0, 1);
    const sumOf = (weightDecay: number) =>
      trainNetwork(rows, 0, { ...RULES, weightDecay }, 1, null)
        .at(-1)
        ?.weights.reduce((sum, weight) => sum + weight * weight, 0) ?? Number.NaN;
    expect(sumOf(5)).toBeLessThan(sumOf(0));
  });
});
