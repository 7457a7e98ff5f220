import { seededRandom } from '../../stats/random.ts';
import { softplus } from '../../stats/sigmoid.ts';
import { adam } from './adam.ts';
import { type Batch, batchGradients } from './batch.ts';
import { drawRows } from './draw-rows.ts';
import { marginBy, type Network } from './network.ts';
import { networkOf, newTrainable, weightCount } from './trainable.ts';

/** Rows as inputs of a network. */
export interface NetworkRows {
  /** How many inputs a row has. */
  readonly width: number;
  /** Row-major. Single precision has 7 digits and halves the largest part of the memory. */
  readonly inputs: Float32Array;
  readonly labels: Uint8Array;
  readonly weights: Float64Array;
}

export interface TrainingRules {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly dropout: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** Training stops after this many epochs without a lower loss on the validation rows. */
  readonly patience: number;
}

/**
 * Trains a network: each epoch takes all rows in random order, in small batches, and the learning rate falls along half a
 * cosine (Loshchilov and Hutter 2017, "SGDR: stochastic gradient descent with warm restarts", equation 5).
 *
 * @param bias the margin to start from
 * @param validation where given, the result is the network of the epoch with the lowest loss on these rows
 */
export function trainNetwork(
  rows: NetworkRows,
  bias: number,
  rules: TrainingRules,
  seed: number,
  validation: NetworkRows | null,
): Network {
  const random = seededRandom(seed);
  const trainable = newTrainable([rows.width, ...rules.hidden], bias, random);
  const gradients = new Float64Array(trainable.parameters.length);
  const most = Math.ceil(1.5 * rules.batchSize) + 1;
  const fillGradients = batchGradients(trainable, gradients, most, rules.dropout);
  const step = adam(trainable.parameters, gradients, {
    weightDecay: rules.weightDecay,
    decayed: weightCount(trainable.widths),
  });
  const inputs = new Float64Array(most * rows.width);
  let best = { epoch: 0, loss: Infinity, network: networkOf(trainable) };
  for (let epoch = 0; epoch < rules.epochs; epoch += 1) {
    learnEpoch(epoch);
    if (validation === null) continue;
    const network = networkOf(trainable);
    const loss = logLossOf(network, validation);
    if (loss < best.loss) best = { epoch, loss, network };
    if (epoch - best.epoch >= rules.patience) break;
  }
  return validation === null ? networkOf(trainable) : best.network;

  function learnEpoch(epoch: number): void {
    const drawn = drawRows(rows.weights, random);
    // Batches of similar size: a last batch of few rows would have meaningless moments.
    const batches = Math.max(1, Math.round(drawn.length / rules.batchSize));
    for (let nth = 0; nth < batches; nth += 1) {
      const [from, to] = [nth, nth + 1].map((end) => Math.floor((end * drawn.length) / batches));
      fillGradients(batchOf(rows, drawn.subarray(from, to), inputs), random);
      step(rules.learningRate * cosineAt((epoch + nth / batches) / rules.epochs));
    }
  }
}

/** Falls from 1 at 0 to 0 at 1. */
const cosineAt = (way: number): number => (1 + Math.cos(Math.PI * way)) / 2;

function batchOf(rows: NetworkRows, drawn: Uint32Array, inputs: Float64Array): Batch {
  const { width } = rows;
  const labels = new Uint8Array(drawn.length);
  for (let i = 0; i < drawn.length; i += 1) {
    labels[i] = rows.labels[drawn[i]];
    for (let input = 0; input < width; input += 1)
      inputs[i * width + input] = rows.inputs[drawn[i] * width + input];
  }
  return { size: drawn.length, inputs, labels };
}

function logLossOf(network: Network, { width, inputs, labels, weights }: NetworkRows): number {
  const marginOf = marginBy(network);
  const row = new Float64Array(width);
  let loss = 0;
  let total = 0;
  for (let i = 0; i < labels.length; i += 1) {
    row.set(inputs.subarray(i * width, (i + 1) * width));
    const margin = marginOf(row);
    loss += weights[i] * (softplus(margin) - labels[i] * margin);
    total += weights[i];
  }
  return loss / total;
}
