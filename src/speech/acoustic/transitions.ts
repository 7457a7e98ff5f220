import { sphinxBody } from './sphinx-file.ts';

/** How long the states of each phone last. */
export interface Transitions {
  readonly states: number;
  /** Logarithm of the chance that a state continues, by phone and state. */
  readonly stay: Float32Array;
  /** Logarithm of the chance that the next state follows. */
  readonly leave: Float32Array;
}

/** The least probability: no transition is impossible, and a count of zero in training is chance. */
const LEAST = 1e-4;

/** Reads `transition_matrices`: counts by phone, from-state and to-state. The additional last to-state is the exit. */
export function readTransitions(bytes: Uint8Array): Transitions {
  const body = sphinxBody(bytes, 'transition_matrices');
  const [phones, states, withEnd] = [0, 4, 8].map((at) => body.getInt32(at, true));
  const stay = new Float32Array(phones * states);
  const leave = new Float32Array(phones * states);
  for (let row = 0; row < phones * states; row += 1) {
    const counts = Array.from({ length: withEnd }, (_, to) =>
      body.getFloat32(16 + 4 * (row * withEnd + to), true),
    );
    const sum = counts.reduce((total, count) => total + count, 0);
    const going = Math.min(1 - LEAST, Math.max(LEAST, counts[row % states] / sum));
    stay[row] = Math.log(going);
    leave[row] = Math.log(1 - going);
  }
  return { states, stay, leave };
}
