import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/random.ts';
import { integratedGradients } from './integrated-gradients.ts';
import { type Layer, marginBy, type Network } from './network.ts';

/** A network with weights and biases drawn from -1 to 1. */
function drawnNetwork(widths: readonly number[], seed: number): Network {
  const random = seededRandom(seed);
  const drawn = (length: number) => Float64Array.from({ length }, () => 2 * random.uniform() - 1);
  return widths.slice(1).map(
    (units, place): Layer => ({
      inputs: widths[place],
      units,
      weights: drawn(units * widths[place]),
      biases: drawn(units),
    }),
  );
}

function partsOf(network: Network, inputs: Float64Array): Float64Array {
  const out = new Float64Array(inputs.length);
  integratedGradients(network)(inputs, out);
  return out;
}

const numbers = fc
  .array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 4 })
  .map((values) => Float64Array.from(values));
const hidden = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 0, maxLength: 3 });

describe('integratedGradients', () => {
  it('adds up to the margin less the margin of the start, in any network', () => {
    fc.assert(
      fc.property(numbers, hidden, fc.integer(), (inputs, units, seed) => {
        const network = drawnNetwork([4, ...units, 1], seed);
        const marginOf = marginBy(network);
        const gap = marginOf(inputs) - marginOf(new Float64Array(4));
        const sum = partsOf(network, inputs).reduce((total, part) => total + part, 0);
        expect(sum).toBeCloseTo(gap, 10);
      }),
      { numRuns: 300 },
    );
  });

  it('is the integral of the gradient along the path', () => {
    const network = drawnNetwork([3, 8, 6, 1], 7);
    const inputs = Float64Array.of(2, -1.5, 1);
    const marginOf = marginBy(network);
    const steps = 4_000;
    const h = 1e-6;
    const expected = [...inputs].map((input, place) => {
      let sum = 0;
      for (let nth = 0; nth < steps; nth += 1) {
        const at = inputs.map((value) => (value * (nth + 0.5)) / steps);
        const [before, after] = [at.slice(), at.slice()];
        before[place] -= h;
        after[place] += h;
        sum += (marginOf(after) - marginOf(before)) / (2 * h * steps);
      }
      return sum * input;
    });
    // The sum over 4,000 places is off by some 1 / 4,000 of a slope where a unit switches between two of them.
    partsOf(network, inputs).forEach((part, place) => {
      expect(Math.abs(part - expected[place])).toBeLessThan(2e-3);
    });
  });

  it('explains a linear model by its coefficients', () => {
    const line: Network = [
      { inputs: 2, units: 1, weights: Float64Array.of(3, -2), biases: Float64Array.of(5) },
    ];
    expect([...partsOf(line, Float64Array.of(1, 4))]).toEqual([3, -8]);
  });

  it('shares the joint effect of two inputs, as computed by hand', () => {
    // max(0, a + b - 1) from 0,0 to 1,1: the unit counts from half of the path on, so each input gets 0.5.
    const corner: Network = [
      { inputs: 2, units: 1, weights: Float64Array.of(1, 1), biases: Float64Array.of(-1) },
      { inputs: 1, units: 1, weights: Float64Array.of(1), biases: Float64Array.of(0) },
    ];
    expect([...partsOf(corner, Float64Array.of(1, 1))]).toEqual([0.5, 0.5]);
    // To 3,0: the unit counts from a third of the path on, and the first input gets all of it.
    expect([...partsOf(corner, Float64Array.of(3, 0))]).toEqual([2, 0]);
  });
});
