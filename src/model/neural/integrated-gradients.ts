import { productOf } from '../products.ts';
import type { Network } from './network.ts';

/**
 * A function that fills `out` with the part of each input in the margin: integrated gradients on the straight path from
 * inputs that are all 0 (Sundararajan, Taly and Yan 2017, "Axiomatic attribution for deep networks"). The parts add up to
 * the margin less the margin of the inputs 0.
 *
 * No quadrature is needed: along the path a network of ReLUs is linear between the places where a unit starts or stops to
 * count, and these are found exactly, layer by layer. On each piece the gradient is constant.
 */
export function integratedGradients(network: Network): (inputs: Float64Array, out: Float64Array) => void {
  const spaces = network.map(newSpace);
  const start = new Float64Array(network[0].inputs);
  return (inputs, out) => {
    const gradient = integral(network, spaces, 0, { value: start, slope: inputs, from: 0, to: 1 });
    for (let input = 0; input < out.length; input += 1) out[input] = gradient[input] * inputs[input];
  };
}

type Layer = Network[number];

/** The arrays that one layer needs along the path. */
const newSpace = ({ inputs, units }: Layer) => ({
  value: new Float64Array(units),
  slope: new Float64Array(units),
  places: new Float64Array(units),
  sums: new Float64Array(units),
  valueAfter: new Float64Array(units),
  slopeAfter: new Float64Array(units),
  gradient: new Float64Array(inputs),
});
type Space = ReturnType<typeof newSpace>;

/** A stretch of the path, on which a layer's inputs are `value` plus the distance gone times `slope`. */
interface Stretch {
  readonly value: Float64Array;
  readonly slope: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** The integral over a stretch of the gradient by the inputs of the layer at `depth`. */
function integral(network: Network, spaces: readonly Space[], depth: number, stretch: Stretch): Float64Array {
  const { inputs, units, weights } = network[depth];
  const space = spaces[depth];
  const { gradient, sums } = space;
  const { from, to } = stretch;
  if (depth === network.length - 1) {
    for (let input = 0; input < inputs; input += 1) gradient[input] = (to - from) * weights[input];
    return gradient;
  }
  const places = turnsOf(network[depth], space, stretch);
  sums.fill(0);
  for (let piece = 0; piece <= places.length; piece += 1) {
    const start = piece === 0 ? from : places[piece - 1];
    const end = piece === places.length ? to : places[piece];
    // The middle of a piece, where rounding cannot change on which side of 0 a unit is.
    const middle = (start + end) / 2;
    switchAt(space, middle);
    const after = integral(network, spaces, depth + 1, {
      value: space.valueAfter,
      slope: space.slopeAfter,
      from: start,
      to: end,
    });
    for (let unit = 0; unit < units; unit += 1) {
      if (space.value[unit] + middle * space.slope[unit] > 0) sums[unit] += after[unit];
    }
  }
  gradient.fill(0);
  for (let unit = 0; unit < units; unit += 1) {
    const sum = sums[unit];
    for (let input = 0; input < inputs; input += 1) gradient[input] += sum * weights[unit * inputs + input];
  }
  return gradient;
}

/** Fills in the sums of the layer's units along a stretch; returns the places on it where a unit passes 0, in order. */
function turnsOf(
  { inputs, units, weights, biases }: Layer,
  space: Space,
  { value, slope, from, to }: Stretch,
): Float64Array {
  let turns = 0;
  for (let unit = 0; unit < units; unit += 1) {
    space.value[unit] = biases[unit] + productOf(weights, unit * inputs, value, 0, inputs);
    space.slope[unit] = productOf(weights, unit * inputs, slope, 0, inputs);
    const place = -space.value[unit] / space.slope[unit];
    if (place > from && place < to) {
      space.places[turns] = place;
      turns += 1;
    }
  }
  return space.places.subarray(0, turns).sort();
}

/** Fills in the outputs of the units at `place` on the path: their sums, or 0 where a sum is below 0. */
function switchAt({ value, slope, valueAfter, slopeAfter }: Space, place: number): void {
  for (let unit = 0; unit < value.length; unit += 1) {
    const counts = value[unit] + place * slope[unit] > 0;
    valueAfter[unit] = counts ? value[unit] : 0;
    slopeAfter[unit] = counts ? slope[unit] : 0;
  }
}
