export interface AdamRules {
  /** How much of the weights is lost in a step of learning rate 1; apart from the gradient, which makes it AdamW. */
  readonly weightDecay: number;
  /** Weight decay is on the first of the parameters, this many. */
  readonly decayed: number;
}

/** How fast the means of gradients and of their squares forget, and what keeps a step finite: the authors' advice. */
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
    // Both means start from 0; this takes the start out of them.
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
