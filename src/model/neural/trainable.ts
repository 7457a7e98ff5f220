import type { Random } from '../../stats/random.ts';
import type { Layer, Network } from './network.ts';

/** The numbers that are learnt, or their gradients, as views of one array. */
export interface Parts {
  readonly hidden: readonly {
    /** Row-major, a row for each unit. */
    readonly weights: Float64Array;
    /** Batch normalisation multiplies a unit's standardised sum by `scale` and adds `shift`. */
    readonly scale: Float64Array;
    readonly shift: Float64Array;
  }[];
  readonly output: { readonly weights: Float64Array; readonly bias: Float64Array };
}

/** A network in training: hidden layers with batch normalisation (Ioffe and Szegedy 2015), and one unit at the end. */
export interface Trainable {
  /** The number of inputs, then the number of units in each hidden layer. */
  readonly widths: readonly number[];
  /** Weights first, then scales, shifts and the bias. */
  readonly parameters: Float64Array;
  readonly parts: Parts;
  /** For each hidden layer the running mean and variance of its units' sums over recent batches. */
  readonly moments: readonly { readonly mean: Float64Array; readonly variance: Float64Array }[];
}

/** Keeps a unit finite whose sum does not vary (Ioffe and Szegedy 2015, algorithm 1). */
export const LEAST_VARIANCE = 1e-5;

/** How many of the parameters are weights. */
export const weightCount = (widths: readonly number[]): number =>
  widths.reduce((sum, units, place) => sum + units * (widths[place + 1] ?? 1), 0);

const parameterCount = (widths: readonly number[]): number =>
  weightCount(widths) + 2 * widths.slice(1).reduce((sum, units) => sum + units, 0) + 1;

/** @param flat as long as `parameterCount` says */
export function partsOf(widths: readonly number[], flat: Float64Array): Parts {
  let taken = 0;
  const take = (count: number): Float64Array => {
    taken += count;
    return flat.subarray(taken - count, taken);
  };
  const units = widths.slice(1);
  const weights = units.map((count, place) => take(count * widths[place]));
  const outputWeights = take(widths[widths.length - 1]);
  return {
    hidden: units.map((count, place) => ({
      weights: weights[place],
      scale: take(count),
      shift: take(count),
    })),
    output: { weights: outputWeights, bias: take(1) },
  };
}

/**
 * A network that knows nothing but `bias`. Weights are drawn from a uniform distribution with the variance 2 / inputs, with
 * which signals neither fade nor grow through ReLUs (He et al. 2015, "Delving deep into rectifiers"); the last unit's weights
 * start at 0.
 */
export function newTrainable(widths: readonly number[], bias: number, random: Random): Trainable {
  const parameters = new Float64Array(parameterCount(widths));
  const parts = partsOf(widths, parameters);
  parts.hidden.forEach(({ weights, scale }, place) => {
    const reach = Math.sqrt(6 / Math.max(1, widths[place]));
    for (let i = 0; i < weights.length; i += 1) weights[i] = reach * (2 * random.uniform() - 1);
    scale.fill(1);
  });
  parts.output.bias[0] = bias;
  const moments = widths
    .slice(1)
    .map((units) => ({ mean: new Float64Array(units), variance: new Float64Array(units).fill(1) }));
  return { widths, parameters, parts, moments };
}

/** The network for service: batch normalisation by the running moments is a factor and a sum, so it folds into the weights. */
export function networkOf({ widths, parts, moments }: Trainable): Network {
  const hidden = parts.hidden.map(({ weights, scale, shift }, place): Layer => {
    const inputs = widths[place];
    const factors = scale.map(
      (value, unit) => value / Math.sqrt(moments[place].variance[unit] + LEAST_VARIANCE),
    );
    return {
      inputs,
      units: scale.length,
      weights: weights.map((weight, i) => weight * factors[Math.floor(i / inputs)]),
      biases: shift.map((value, unit) => value - factors[unit] * moments[place].mean[unit]),
    };
  });
  const { weights, bias } = parts.output;
  return [...hidden, { inputs: weights.length, units: 1, weights: weights.slice(), biases: bias.slice() }];
}
