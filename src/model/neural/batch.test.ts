import { expect, it } from 'vitest';
import { seededRandom } from '../../stats/random.ts';
import { batchGradients } from './batch.ts';
import { marginBy } from './network.ts';
import { networkOf, newTrainable } from './trainable.ts';

const WIDTHS = [5, 7, 3];
const SIZE = 13;

function untrained() {
  const random = seededRandom(4);
  const trainable = newTrainable(WIDTHS, 0.3, random);
  // Moves away from the start, where all scales are 1 and all weights of the last unit are 0.
  for (let i = 0; i < trainable.parameters.length; i += 1)
    trainable.parameters[i] += 0.5 * random.uniform() - 0.25;
  const batch = {
    size: SIZE,
    inputs: Float64Array.from({ length: SIZE * WIDTHS[0] }, () => 2 * random.uniform() - 1),
    labels: Uint8Array.from({ length: SIZE }, () => random.below(2)),
  };
  return { trainable, batch };
}

it.each([0, 0.4])('gives the derivative of the loss by every parameter (dropout %d)', (dropout) => {
  const { trainable, batch } = untrained();
  const { parameters } = trainable;
  const gradients = new Float64Array(parameters.length);
  const fill = batchGradients(trainable, gradients, SIZE, dropout);
  // The same seed drops the same units.
  const lossAt = (place: number, value: number): number => {
    const before = parameters[place];
    parameters[place] = value;
    const loss = fill(batch, seededRandom(9));
    parameters[place] = before;
    return loss;
  };
  fill(batch, seededRandom(9));
  const found = gradients.slice();
  // Central differences of h = 1e-5 err by about h^2 and 1e-16 / h.
  const h = 1e-5;
  found.forEach((slope, place) => {
    const expected = (lossAt(place, parameters[place] + h) - lossAt(place, parameters[place] - h)) / (2 * h);
    expect(slope).toBeCloseTo(expected, 8);
  });
  expect(found.filter((slope) => slope !== 0).length).toBeGreaterThan(found.length / 2);
});

it('answers with the running moments as a batch does with its own', () => {
  const { trainable, batch } = untrained();
  const fill = batchGradients(trainable, new Float64Array(trainable.parameters.length), SIZE, 0);
  const loss = fill(batch, seededRandom(1));
  const marginOf = marginBy(networkOf(trainable));
  let served = 0;
  for (let row = 0; row < SIZE; row += 1) {
    const margin = marginOf(batch.inputs.subarray(row * WIDTHS[0], (row + 1) * WIDTHS[0]));
    served += Math.log(1 + Math.exp(batch.labels[row] === 1 ? -margin : margin)) / SIZE;
  }
  // After one batch the running moments are those of the batch.
  expect(served).toBeCloseTo(loss, 12);
});
