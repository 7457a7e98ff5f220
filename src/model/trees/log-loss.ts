import { sigmoid } from '../../stats/sigmoid.ts';
import type { Workspace } from './workspace.ts';

/** Sets the first and second derivative of the log-loss by the margin, times the row's weight, for rows `from` to `to`. */
export function setGradients(
  { gradients, margins, labels, weights }: Workspace,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row += 1) {
    const weight = weights[row];
    const probability = sigmoid(margins[row]);
    gradients[2 * row] = weight * (probability - labels[row]);
    gradients[2 * row + 1] = weight * probability * (1 - probability);
  }
}
