import { sphinxBody } from './sphinx-file.ts';

/** How long the states of each phone last. */
export interface Transitions {
  readonly states: number;
  /** Logarithm of the chance that a state goes on, by phone and state. */
  readonly stay: Float32Array;
  /** Logarithm of the chance that it gives way to the next. */
  readonly leave: Float32Array;
}

/** No transition is impossible: the counts of training hold zeros by chance. */
const LEAST = 1e-4;

/** Reads `transition_matrices`: counts by phone, from state, to state; one more state to leave by. */
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
