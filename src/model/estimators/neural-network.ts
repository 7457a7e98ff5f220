import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { logit } from '../../stats/sigmoid.ts';
import type { FeatureMatrix } from '../matrix.ts';
import { integratedGradients } from '../neural/integrated-gradients.ts';
import { marginBy, type Network, networkFromJson, networkSchema, networkToJson } from '../neural/network.ts';
import { type NetworkRows, trainNetwork } from '../neural/train-network.ts';
import {
  type EncodedColumn,
  encodedColumnSchema,
  encodedColumns,
  encodedInput,
  inputCount,
} from './encoding.ts';
import type { Estimator, FittedEstimator } from './estimator.ts';
import { baseRate, checkTrainingRows, checkWidth, placesByName } from './training-rows.ts';

const NAME = 'neural_network';

const paramsSchema = z.strictObject({
  /** Units of each hidden layer. */
  hidden: z.array(z.int().min(1).max(1_024)).min(1).max(4).default([64, 32]),
  /** Share of the hidden units that are switched off for a row while learning. */
  dropout: z.number().min(0).lt(1).default(0.2),
  learningRate: z.number().positive().default(3e-3),
  /** Decay of the weights, separate from the gradient. */
  weightDecay: z.number().min(0).default(0.01),
  batchSize: z.int().min(2).max(65_536).default(128),
  epochs: z.int().min(1).max(10_000).default(20),
  /** The fit stops after this many epochs without a lower loss on `validation`. */
  patience: z.int().min(1).default(5),
  /** Share of the values clamped at each end of a column, so that no single row pulls a weight. */
  winsorShare: z.number().min(0).max(0.5).default(0.005),
  /** Whether to put a column on a logarithmic scale where it is less skewed there. */
  compressSkewed: z.boolean().default(true),
});
export type NeuralNetworkParams = z.infer<typeof paramsSchema>;

const fittedSchema = z.strictObject({ columns: z.array(encodedColumnSchema), network: networkSchema });

/**
 * A small network: hidden layers of units with batch normalisation, ReLU and dropout, learnt by Adam. Columns become inputs
 * as for logistic regression: they are standardised, a missing value becomes the median with a 0/1 input that marks it, and
 * each category becomes a 0/1 input (docs/decisions/0011-a-neural-network-as-backup.md).
 */
export const neuralNetwork: Estimator<NeuralNetworkParams> = {
  name: NAME,
  paramsSchema,
  fit: (matrix, labels, { seed, weights, validation, params = paramsSchema.parse({}) }) => {
    checkTrainingRows(matrix, labels, weights);
    const columns = encodedColumns(matrix, weights, params);
    const order = placesByName(matrix.columns);
    const rows = networkRows(matrix, labels, weights, columns, order);
    const later =
      validation && networkRows(validation.matrix, validation.labels, validation.weights, columns, order);
    const network = trainNetwork(rows, logit(baseRate(labels, weights)), params, seed, later ?? null);
    return fittedEstimator(columns, inMatrixOrder(network, columns, order));
  },
  fromJson: (json) => {
    const parsed = fittedSchema.safeParse(json);
    if (!parsed.success) throw new InputError(`Damaged ${NAME}:\n${z.prettifyError(parsed.error)}`);
    const { columns, network } = parsed.data;
    const count = inputsOf(columns, [...columns.keys()]).length;
    if (network[0].inputs !== count)
      throw new InputError(
        `Damaged ${NAME}: its columns give ${count} inputs; its first layer reads ${network[0].inputs}.`,
      );
    return fittedEstimator(columns, networkFromJson(network));
  },
};

interface Input {
  readonly column: EncodedColumn;
  /** The place of the column in the matrix. */
  readonly place: number;
  readonly nth: number;
}

/** The inputs of the columns at `places`, in that order. */
const inputsOf = (columns: readonly EncodedColumn[], places: readonly number[]): Input[] =>
  places.flatMap((place) =>
    Array.from({ length: inputCount(columns[place]) }, (_, nth) => ({ column: columns[place], place, nth })),
  );

/** Sorts inputs by column name, so that their starting weights do not depend on the order of the columns. */
function networkRows(
  { rows, values }: FeatureMatrix,
  labels: Uint8Array,
  weights: Float64Array | undefined,
  columns: readonly EncodedColumn[],
  order: readonly number[],
): NetworkRows {
  const encoded = inputsOf(columns, order);
  const width = encoded.length;
  const inputs = new Float32Array(rows * width);
  encoded.forEach(({ column, place, nth }, input) => {
    for (let row = 0; row < rows; row += 1)
      inputs[row * width + input] = encodedInput(column, nth, values[row * columns.length + place]);
  });
  return { width, inputs, labels, weights: weights ?? new Float64Array(rows).fill(1) };
}

/** The network with the weights of its first layer in the order of the columns. */
function inMatrixOrder(
  [first, ...others]: Network,
  columns: readonly EncodedColumn[],
  order: readonly number[],
): Network {
  const learnt = inputsOf(columns, order);
  const weights = new Float64Array(first.weights.length);
  inputsOf(columns, [...columns.keys()]).forEach(({ place, nth }, input) => {
    const source = learnt.findIndex((other) => other.place === place && other.nth === nth);
    for (let unit = 0; unit < first.units; unit += 1)
      weights[unit * first.inputs + input] = first.weights[unit * first.inputs + source];
  });
  return [{ ...first, weights }, ...others];
}

function fittedEstimator(columns: readonly EncodedColumn[], network: Network): FittedEstimator {
  const names = columns.map(({ name }) => name);
  const encoded = inputsOf(columns, [...columns.keys()]);
  const inputs = new Float64Array(encoded.length);
  const parts = new Float64Array(encoded.length);
  const marginOf = marginBy(network);
  const fillParts = integratedGradients(network);
  const base = marginOf(new Float64Array(encoded.length));
  const encode = (row: Float64Array): Float64Array => {
    checkWidth(row, names);
    for (let input = 0; input < encoded.length; input += 1) {
      const { column, place, nth } = encoded[input];
      inputs[input] = encodedInput(column, nth, row[place]);
    }
    return inputs;
  };
  return {
    estimator: NAME,
    columns: names,
    margin: (row) => marginOf(encode(row)),
    contributions: (row, out) => {
      fillParts(encode(row), parts);
      out.fill(0);
      for (let input = 0; input < encoded.length; input += 1) out[encoded[input].place] += parts[input];
      return base;
    },
    toJson: () => ({ columns, network: networkToJson(network) }),
  };
}
