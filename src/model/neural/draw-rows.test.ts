import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/random.ts';
import { drawRows } from './draw-rows.ts';

const countsOf = (drawn: Uint32Array, rows: number): number[] => {
  const counts = Array<number>(rows).fill(0);
  for (const row of drawn) counts[row] += 1;
  return counts;
};

describe('drawRows', () => {
  it('draws a row as often as its whole weight says, and in a different order each time', () => {
    const weights = Float64Array.from({ length: 60 }, (_, row) => row % 4);
    const random = seededRandom(1);
    const [first, second] = [drawRows(weights, random), drawRows(weights, random)];
    expect(countsOf(first, 60)).toEqual([...weights]);
    expect(countsOf(second, 60)).toEqual([...weights]);
    expect([...first]).not.toEqual([...second]);
    expect([...first]).not.toEqual([...first].sort((a, b) => a - b));
  });

  it('draws a row of fractional weight that often on average, and is never off by one or more', () => {
    const weights = Float64Array.of(0.25, 1.5, 0, 2.25);
    const random = seededRandom(2);
    const sums = [0, 0, 0, 0];
    const epochs = 4_000;
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      const counts = countsOf(drawRows(weights, random), 4);
      counts.forEach((count, row) => {
        expect(Math.abs(count - weights[row])).toBeLessThan(1);
        sums[row] += count / epochs;
      });
    }
    // The standard error is at most 0.5 / sqrt(4,000) = 0.008.
    sums.forEach((mean, row) => {
      expect(Math.abs(mean - weights[row])).toBeLessThan(0.03);
    });
  });
});
