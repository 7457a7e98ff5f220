import { z } from 'zod';
import { productOf } from '../products.ts';

/** Units that each form a weighted sum of all inputs; unit `j` has the weights from `j * inputs` on. */
export interface Layer {
  readonly inputs: number;
  readonly units: number;
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/**
 * The layers of a network in service, with batch normalisation folded into their weights. In every layer but the last, a
 * unit's sum counts where it is above 0 (ReLU); the last layer has one unit, whose sum is the margin.
 */
export type Network = readonly Layer[];

export const networkSchema = z
  .array(
    z.strictObject({
      inputs: z.int().min(0),
      weights: z.array(z.number()),
      biases: z.array(z.number()).min(1),
    }),
  )
  .min(1)
  .superRefine((layers, context) => {
    layers.forEach(({ inputs, weights, biases }, place) => {
      const refuse = (message: string) => context.addIssue({ code: 'custom', path: [place], message });
      if (weights.length !== inputs * biases.length)
        refuse(`${biases.length} units of ${inputs} inputs do not have ${weights.length} weights`);
      if (place > 0 && inputs !== layers[place - 1].biases.length)
        refuse(`it reads ${inputs} units; the layer before has ${layers[place - 1].biases.length}`);
      if (place === layers.length - 1 && biases.length !== 1)
        refuse(`the last layer has one unit, not ${biases.length}`);
    });
  });
export type NetworkJson = z.infer<typeof networkSchema>;

export const networkFromJson = (json: NetworkJson): Network =>
  json.map(({ inputs, weights, biases }) => ({
    inputs,
    units: biases.length,
    weights: Float64Array.from(weights),
    biases: Float64Array.from(biases),
  }));

export const networkToJson = (network: Network): NetworkJson =>
  network.map(({ inputs, weights, biases }) => ({ inputs, weights: [...weights], biases: [...biases] }));

/** A function that gives the margin of inputs. */
export function marginBy(network: Network): (inputs: Float64Array) => number {
  const sums = network.map(({ units }) => new Float64Array(units));
  return (inputs) => {
    let before = inputs;
    for (let place = 0; place < network.length; place += 1) {
      const layer = network[place];
      const isLast = place === network.length - 1;
      for (let unit = 0; unit < layer.units; unit += 1) {
        const sum =
          layer.biases[unit] + productOf(layer.weights, unit * layer.inputs, before, 0, layer.inputs);
        sums[place][unit] = isLast || sum > 0 ? sum : 0;
      }
      before = sums[place];
    }
    return before[0];
  };
}
