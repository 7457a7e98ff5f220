import type { Random } from '../../stats/random.ts';
import { sigmoid, softplus } from '../../stats/sigmoid.ts';
import { productOf, productsOfRows, transpose } from '../products.ts';
import { LEAST_VARIANCE, type Parts, partsOf, type Trainable } from './trainable.ts';

/** Rows that a network learns from in one step. */
export interface Batch {
  readonly size: number;
  /** Row-major. */
  readonly inputs: Float64Array;
  readonly labels: Uint8Array;
}

/** The weight of a new batch in the running moments, which a network uses in service. */
const NEWS = 0.1;

/**
 * A function that gives the mean log-loss of a batch and fills `gradients` with its derivatives by the parameters
 * (backpropagation: Rumelhart, Hinton and Williams 1986; through batch normalisation: Ioffe and Szegedy 2015, section 3).
 *
 * @param most the largest number of rows in a batch
 * @param dropout share of the hidden units that are switched off for a row, while the rest count more (Srivastava et al.
 *   2014)
 */
export function batchGradients(
  trainable: Trainable,
  gradients: Float64Array,
  most: number,
  dropout: number,
): (batch: Batch, random: Random) => number {
  const { widths, parts } = trainable;
  const slopes = partsOf(widths, gradients);
  const layers = widths.slice(1).map((units, place) => newSpace(most, widths[place], units));
  const errors = new Float64Array(most);
  let seen = 0;
  return (batch, random) => {
    seen += 1;
    forward(layers, trainable, batch, { news: Math.max(NEWS, 1 / seen), dropout, random });
    const loss = judge(layers[layers.length - 1], parts.output, batch, errors);
    outputSlopes(layers[layers.length - 1], errors, batch.size, parts.output, slopes.output);
    backward(layers, parts, batch, slopes);
    return loss;
  };
}

interface Forward {
  /** The weight of this batch in the running moments, which the network uses in service. */
  readonly news: number;
  readonly dropout: number;
  readonly random: Random;
}

/** Computes the values of every hidden layer from the inputs. */
function forward(
  layers: readonly Space[],
  { parts, moments }: Trainable,
  { size, inputs }: Batch,
  { news, dropout, random }: Forward,
): void {
  layers.forEach((space, place) => {
    const before = place === 0 ? inputs : layers[place - 1].values;
    productsOfRows(before, parts.hidden[place].weights, [size, space.units, space.inputs], space.standard);
    standardiseUnits(space, size);
    remember(moments[place], space, news);
    drawGates(space.gates, size * space.units, dropout, random);
    switchOn(space, size, parts.hidden[place]);
  });
}

/** The mean loss; fills `errors` with its derivatives by each row's margin. */
function judge(
  { values, units }: Space,
  output: Parts['output'],
  { size, labels }: Batch,
  errors: Float64Array,
): number {
  let loss = 0;
  for (let row = 0; row < size; row += 1) {
    const margin = output.bias[0] + productOf(values, row * units, output.weights, 0, units);
    loss += softplus(margin) - labels[row] * margin;
    errors[row] = (sigmoid(margin) - labels[row]) / size;
  }
  return loss / size;
}

/** Computes the derivatives by the parameters of all hidden layers from those by the last hidden layer's values. */
function backward(
  layers: readonly Space[],
  parts: Parts,
  { size, inputs }: Batch,
  slopes: Pick<Parts, 'hidden'>,
): void {
  for (let place = layers.length - 1; place >= 0; place -= 1) {
    const space = layers[place];
    throughNormalisation(space, size, parts.hidden[place].scale, slopes.hidden[place]);
    transpose(space.errors, size, space.units, space.errorsAcross);
    transpose(place === 0 ? inputs : layers[place - 1].values, size, space.inputs, space.inputsAcross);
    productsOfRows(
      space.errorsAcross,
      space.inputsAcross,
      [space.units, space.inputs, size],
      slopes.hidden[place].weights,
    );
    if (place === 0) continue;
    transpose(parts.hidden[place].weights, space.units, space.inputs, space.weightsAcross);
    productsOfRows(
      space.errors,
      space.weightsAcross,
      [size, space.inputs, space.units],
      layers[place - 1].errors,
    );
  }
}

/** What a hidden layer computes for a batch; row-major with a row for each row of the batch, unless stated otherwise. */
interface Space {
  readonly inputs: number;
  readonly units: number;
  /** The sums of the units, which are then standardised in place. */
  readonly standard: Float64Array;
  /** One entry for each unit. */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** The factor of each value: 0 where a unit is switched off or dropped. */
  readonly gates: Float64Array;
  readonly values: Float64Array;
  /** Derivatives of the loss: first by the values, then by the sums. */
  readonly errors: Float64Array;
  /** Transposed, for products along the rows of the batch or along the units. */
  readonly errorsAcross: Float64Array;
  readonly inputsAcross: Float64Array;
  readonly weightsAcross: Float64Array;
}

const newSpace = (most: number, inputs: number, units: number): Space => ({
  inputs,
  units,
  standard: new Float64Array(most * units),
  mean: new Float64Array(units),
  variance: new Float64Array(units),
  gates: new Float64Array(most * units),
  values: new Float64Array(most * units),
  errors: new Float64Array(most * units),
  errorsAcross: new Float64Array(most * units),
  inputsAcross: new Float64Array(most * inputs),
  weightsAcross: new Float64Array(units * inputs),
});

/** Standardises each unit's sums over the batch to mean 0 and variance 1. */
function standardiseUnits({ standard, mean, variance, units }: Space, size: number): void {
  mean.fill(0);
  variance.fill(0);
  for (let row = 0; row < size; row += 1) {
    for (let unit = 0; unit < units; unit += 1) mean[unit] += standard[row * units + unit] / size;
  }
  for (let row = 0; row < size; row += 1) {
    for (let unit = 0; unit < units; unit += 1) {
      const gap = standard[row * units + unit] - mean[unit];
      standard[row * units + unit] = gap;
      variance[unit] += (gap * gap) / size;
    }
  }
  const factors = variance.map((value) => 1 / Math.sqrt(value + LEAST_VARIANCE));
  for (let row = 0; row < size; row += 1) {
    for (let unit = 0; unit < units; unit += 1) standard[row * units + unit] *= factors[unit];
  }
}

function remember(moments: Trainable['moments'][number], { mean, variance }: Space, share: number): void {
  for (let unit = 0; unit < mean.length; unit += 1) {
    moments.mean[unit] += share * (mean[unit] - moments.mean[unit]);
    moments.variance[unit] += share * (variance[unit] - moments.variance[unit]);
  }
}

function drawGates(gates: Float64Array, count: number, dropout: number, random: Random): void {
  const open = 1 / (1 - dropout);
  for (let i = 0; i < count; i += 1) gates[i] = dropout > 0 && random.uniform() < dropout ? 0 : open;
}

/** Computes values by scale, shift, ReLU and gate; sets the gate of a unit that is switched off to 0. */
function switchOn(
  { standard, gates, values, units }: Space,
  size: number,
  { scale, shift }: Parts['hidden'][number],
): void {
  for (let row = 0; row < size; row += 1) {
    for (let unit = 0; unit < units; unit += 1) {
      const place = row * units + unit;
      const value = scale[unit] * standard[place] + shift[unit];
      if (value <= 0) gates[place] = 0;
      values[place] = value * gates[place];
    }
  }
}

/** Fills in the derivatives by the last unit's parameters and by its inputs. */
function outputSlopes(
  { values, errors, units }: Space,
  marginErrors: Float64Array,
  size: number,
  output: Parts['output'],
  slopes: Parts['output'],
): void {
  slopes.weights.fill(0);
  slopes.bias[0] = 0;
  for (let row = 0; row < size; row += 1) {
    const error = marginErrors[row];
    slopes.bias[0] += error;
    for (let unit = 0; unit < units; unit += 1) {
      slopes.weights[unit] += error * values[row * units + unit];
      errors[row * units + unit] = error * output.weights[unit];
    }
  }
}

/** Computes the derivatives by a layer's sums from those by its values; they depend on all rows of the batch. */
function throughNormalisation(
  { standard, gates, errors, variance, units }: Space,
  size: number,
  scale: Float64Array,
  slopes: Parts['hidden'][number],
): void {
  slopes.scale.fill(0);
  slopes.shift.fill(0);
  for (let row = 0; row < size; row += 1) {
    for (let unit = 0; unit < units; unit += 1) {
      const place = row * units + unit;
      errors[place] *= gates[place];
      slopes.shift[unit] += errors[place];
      slopes.scale[unit] += errors[place] * standard[place];
    }
  }
  const factors = variance.map((value, unit) => scale[unit] / Math.sqrt(value + LEAST_VARIANCE));
  for (let row = 0; row < size; row += 1) {
    for (let unit = 0; unit < units; unit += 1) {
      const place = row * units + unit;
      const common = (slopes.shift[unit] + standard[place] * slopes.scale[unit]) / size;
      errors[place] = factors[unit] * (errors[place] - common);
    }
  }
}
