import { describe, expect, it } from 'vitest';
import { calibrationError, calibrationErrorByChance } from './calibration-error.ts';
import { seededRandom } from './random.ts';

describe('calibrationError', () => {
  it('weighs the gap of each bin by its rows', () => {
    // By hand. Bin [0.1, 0.2): probabilities 0.1 and 0.15, no positive: 2 rows, gap 0.125.
    // Bin [0.9, 1]: probabilities 0.95, 1 and 0.9, two positives of three: gap |2/3 - 0.95|.
    // (2 * 0.125 + 3 * 0.28333...) / 5 = 0.22.
    expect(calibrationError([0.1, 0.15, 0.95, 1, 0.9], [0, 0, 1, 1, 0])).toBeCloseTo(0.22, 14);
  });

  it('is zero where the shares are as said, whatever the ranking', () => {
    expect(calibrationError([0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0])).toBe(0);
  });

  it('lets errors of both signs cancel within a bin but not between bins', () => {
    expect(calibrationError([0.5, 0.5], [0, 1])).toBe(0);
    expect(calibrationError([0.2, 0.8], [1, 0])).toBeCloseTo(0.8, 15);
  });

  it('counts a weight as repetition', () => {
    expect(calibrationError([0.2, 0.8], [0, 1], [3, 1])).toBeCloseTo((3 * 0.2 + 0.2) / 4, 15);
  });

  it('is null for no rows', () => {
    expect(calibrationError([], [])).toBeNull();
  });
});

describe('calibrationErrorByChance', () => {
  it('is what true probabilities show on average', () => {
    const random = seededRandom(1);
    const probabilities = Float64Array.from({ length: 610 }, () => random.uniform());
    const draws = Array.from({ length: 500 }, () =>
      Number(
        calibrationError(
          probabilities,
          probabilities.map((p) => (random.uniform() < p ? 1 : 0)),
        ),
      ),
    );
    const mean = draws.reduce((sum, one) => sum + one, 0) / draws.length;
    // Each draw deviates by about 0.01, the mean of 500 by 0.0005.
    expect(Math.abs(Number(calibrationErrorByChance(probabilities)) - mean)).toBeLessThan(0.002);
  });

  it('is zero for certainty, and null for no rows', () => {
    expect(calibrationErrorByChance([0, 1, 1])).toBe(0);
    expect(calibrationErrorByChance([])).toBeNull();
  });
});
