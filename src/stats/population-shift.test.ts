import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  jensenShannonDistance,
  populationStability,
  populationStabilityByChance,
} from './population-shift.ts';
import { seededRandom } from './random.ts';

const counts = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 4 })
  .map((some) => [...some, 1]);

describe('populationStability', () => {
  it('is the textbook sum for large counts', () => {
    // By hand: shares 0.2, 0.3, 0.5 against 0.3, 0.3, 0.4: 0.1 ln 1.5 + 0 + (-0.1) ln 0.8 = 0.040547 + 0.022314.
    expect(populationStability([2e6, 3e6, 5e6], [3e6, 3e6, 4e6])).toBeCloseTo(0.062861, 5);
  });

  it('is finite where a bin is empty, 0 for equal shares, and symmetric', () => {
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        const there = populationStability(one, other);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(there).toBeCloseTo(populationStability(other, one), 10);
        expect(Number.isFinite(there)).toBe(true);
      }),
    );
    expect(populationStability([10, 20, 30], [10, 20, 30])).toBe(0);
  });

  it('is on average the value expected by chance where nothing has changed', () => {
    const random = seededRandom(1);
    const bins = 10;
    const draw = (rows: number) => {
      const found = new Array<number>(bins).fill(0);
      for (let row = 0; row < rows; row += 1) found[random.below(bins)] += 1;
      return found;
    };
    const runs = Array.from({ length: 500 }, () => populationStability(draw(2000), draw(500)));
    const mean = runs.reduce((sum, psi) => sum + psi, 0) / runs.length;
    expect(mean / populationStabilityByChance(bins, 2000, 500)).toBeGreaterThan(0.9);
    expect(mean / populationStabilityByChance(bins, 2000, 500)).toBeLessThan(1.1);
  });
});

describe('jensenShannonDistance', () => {
  it('agrees with SciPy', () => {
    // scipy.spatial.distance.jensenshannon([0.2, 0.3, 0.5], [0.3, 0.3, 0.4], base=2) = 0.106199
    expect(jensenShannonDistance([2, 3, 5], [3, 3, 4])).toBeCloseTo(0.106199, 4);
  });

  it('is a metric from 0 to 1', () => {
    expect(jensenShannonDistance([1, 1, 0, 0], [0, 0, 1, 1])).toBeCloseTo(1, 12);
    fc.assert(
      fc.property(counts, counts, counts, (a, b, c) => {
        expect(jensenShannonDistance(a, a)).toBeCloseTo(0, 6);
        const direct = jensenShannonDistance(a, c);
        expect(direct).toBeLessThanOrEqual(1);
        expect(direct).toBeLessThanOrEqual(jensenShannonDistance(a, b) + jensenShannonDistance(b, c) + 1e-9);
      }),
    );
  });
});
