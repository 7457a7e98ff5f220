import type { Random } from '../../stats/random.ts';

/**
 * Draws the rows of an epoch in random order; their number is the sum of the weights. The weights lie end to end on a line,
 * and the draws are places at even distances from a random start (systematic sampling; Madow and Madow 1944). A row of whole
 * weight is drawn exactly that often, so it acts like that many rows; without weights each row is drawn once.
 */
export function drawRows(weights: Float64Array, random: Random): Uint32Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const drawn = new Uint32Array(Math.max(2, Math.round(total)));
  const step = total / drawn.length;
  let place = step * random.uniform();
  let count = 0;
  let end = 0;
  for (let row = 0; row < weights.length; row += 1) {
    end += weights[row];
    for (; place < end && count < drawn.length; place += step) {
      drawn[count] = row;
      count += 1;
    }
  }
  // Rounding may leave the last place just past the end of the line.
  for (; count < drawn.length; count += 1) drawn[count] = drawn[count - 1];
  shuffle(drawn, random);
  return drawn;
}

/** Every order is equally likely (Fisher and Yates; Knuth, "The art of computer programming", volume 2, algorithm P). */
function shuffle(values: Uint32Array, random: Random): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [values[last], values[other]] = [values[other], values[last]];
  }
}
