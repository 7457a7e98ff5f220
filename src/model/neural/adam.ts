export interface AdamRules {
  /** The share of the weights that a step of learning rate 1 takes off, separately from the gradient (AdamW). */
  readonly weightDecay: number;
  /** Weight decay applies to this many of the parameters, the first ones. */
  readonly decayed: number;
}

/** How fast the means of gradients and of their squares forget, and a term that keeps a step finite: the authors' values. */
const FIRST_MEMORY = 0.9;
const SECOND_MEMORY = 0.999;
const EPSILON = 1e-8;

/**
 * A function that moves `parameters` a step against `gradients`: Adam (Kingma and Ba 2015, "Adam: a method for stochastic
 * optimization", algorithm 1), with weight decay as in AdamW (Loshchilov and Hutter 2019, "Decoupled weight decay
 * regularization", algorithm 2).
 */
export function adam(
  parameters: Float64Array,
  gradients: Float64Array,
  { weightDecay, decayed }: AdamRules,
): (learningRate: number) => void {
  const means = new Float64Array(parameters.length);
  const squares = new Float64Array(parameters.length);
  let steps = 0;
  return (learningRate) => {
    steps += 1;
    // Both means start from 0; this corrects them for that bias.
    const rate = learningRate / (1 - FIRST_MEMORY ** steps);
    const unbiased = 1 / (1 - SECOND_MEMORY ** steps);
    for (let i = 0; i < parameters.length; i += 1) {
      const gradient = gradients[i];
      means[i] += (1 - FIRST_MEMORY) * (gradient - means[i]);
      squares[i] += (1 - SECOND_MEMORY) * (gradient * gradient - squares[i]);
      const loss = i < decayed ? learningRate * weightDecay * parameters[i] : 0;
      parameters[i] -= (rate * means[i]) / (Math.sqrt(squares[i] * unbiased) + EPSILON) + loss;
    }
  };
}
