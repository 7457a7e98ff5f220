import { productOf } from '../products.ts';
import type { Network } from './network.ts';

/**
 * A function that fills `out` with the part of each input in the margin: integrated gradients on the straight way from
 * inputs that are all 0 (Sundararajan, Taly and Yan 2017, "Axiomatic attribution for deep networks"). The parts add up to
 * the margin less that of the inputs 0.
 *
 * No quadrature: along the way a network of ReLUs is linear between the places where a unit starts or stops to count, and
 * these are found exactly, layer by layer. On each piece the gradient is one number an input.
 */
export function integratedGradients(network: Network): (inputs: Float64Array, out: Float64Array) => void {
  const spaces = network.map(({ inputs, units }) => ({
    value: new Float64Array(units),
    slope: new Float64Array(units),
    places: new Float64Array(units),
    sums: new Float64Array(units),
    valueAfter: new Float64Array(units),
    slopeAfter: new Float64Array(units),
    gradient: new Float64Array(inputs),
  }));

  /**
   * The integral from `from` to `to` of the gradient by the inputs of the layer at `depth`, which are `value` plus the way
   * gone times `slope`.
   */
  function integral(
    depth: number,
    value: Float64Array,
    slope: Float64Array,
    from: number,
    to: number,
  ): Float64Array {
    const { inputs, units, weights, biases } = network[depth];
    const space = spaces[depth];
    const { gradient } = space;
    if (depth === network.length - 1) {
      for (let input = 0; input < inputs; input += 1) gradient[input] = (to - from) * weights[input];
      return gradient;
    }
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
    const places = space.places.subarray(0, turns).sort();
    space.sums.fill(0);
    for (let piece = 0; piece <= turns; piece += 1) {
      const start = piece === 0 ? from : places[piece - 1];
      const end = piece === turns ? to : places[piece];
      // In the middle of a piece rounding cannot say on which side of 0 a unit is.
      const middle = (start + end) / 2;
      for (let unit = 0; unit < units; unit += 1) {
        const counts = space.value[unit] + middle * space.slope[unit] > 0;
        space.valueAfter[unit] = counts ? space.value[unit] : 0;
        space.slopeAfter[unit] = counts ? space.slope[unit] : 0;
      }
      const after = integral(depth + 1, space.valueAfter, space.slopeAfter, start, end);
      for (let unit = 0; unit < units; unit += 1) {
        if (space.value[unit] + middle * space.slope[unit] > 0) space.sums[unit] += after[unit];
      }
    }
    gradient.fill(0);
    for (let unit = 0; unit < units; unit += 1) {
      const sum = space.sums[unit];
      for (let input = 0; input < inputs; input += 1) gradient[input] += sum * weights[unit * inputs + input];
    }
    return gradient;
  }

  const start = new Float64Array(network[0].inputs);
  return (inputs, out) => {
    const gradient = integral(0, start, inputs, 0, 1);
    for (let input = 0; input < out.length; input += 1) out[input] = gradient[input] * inputs[input];
  };
}
