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

  it('is zero where the shares equal the probabilities, whatever the ranking', () => {
    expect(calibrationError([0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0])).toBe(0);
  });

  it('lets errors of opposite sign cancel within a bin but not between bins', () => {
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
  const random = seededRandom(1);
  const probabilities = Float64Array.from({ length: 610 }, () => random.uniform());
  const each = Uint32Array.from(probabilities.keys());
  const byChance = calibrationErrorByChance(probabilities, each, { resamples: 1000, seed: 2 });

  it('is on average what the normal approximation says', () => {
    // In a bin the excess of positives is nearly normal with the variance sum(p (1 - p)), and the mean size of such a number
    // is sqrt(2 / pi) of its deviation. The deviation of one draw is about 0.01, so that of the mean of 1000 is 0.0003.
    const variance = new Float64Array(10);
    for (const p of probabilities) variance[Math.floor(10 * p)] += p * (1 - p);
    const expected = variance.reduce((sum, one) => sum + Math.sqrt((2 / Math.PI) * one), 0) / 610;
    expect(Math.abs(Number(byChance.value) - expected)).toBeLessThan(0.002);
  });

  it('holds the error of true probabilities in its range 95 times of 100', () => {
    const held = Array.from({ length: 400 }, () => {
      const labels = probabilities.map((p) => (random.uniform() < p ? 1 : 0));
      const error = Number(calibrationError(probabilities, labels));
      return error >= Number(byChance.low) && error <= Number(byChance.high);
    }).filter(Boolean).length;
    // The deviation of the share is 0.011.
    expect(held / 400).toBeGreaterThan(0.92);
    expect(held / 400).toBeLessThan(0.98);
  });

  it('is greater where rows share one outcome, by the root of the number of such rows', () => {
    const fours = Float64Array.from({ length: 2440 }, (_, row) => probabilities[Math.floor(row / 4)]);
    const apart = calibrationErrorByChance(fours, Uint32Array.from(fours.keys()), {
      resamples: 200,
      seed: 1,
    });
    const together = calibrationErrorByChance(
      fours,
      Uint32Array.from(fours.keys(), (row) => Math.floor(row / 4)),
      { resamples: 200, seed: 1 },
    );
    expect(Number(together.value) / Number(apart.value)).toBeGreaterThan(1.8);
    expect(Number(together.value) / Number(apart.value)).toBeLessThan(2.2);
  });

  it('is zero for certainty, null for no rows, and the same for the same seed', () => {
    const options = { resamples: 50, seed: 1 };
    expect(calibrationErrorByChance([0, 1, 1], Uint32Array.of(0, 1, 2), options)).toEqual({
      value: 0,
      low: 0,
      high: 0,
    });
    expect(calibrationErrorByChance([], new Uint32Array(), options).value).toBeNull();
    expect(calibrationErrorByChance(probabilities, each, { resamples: 1000, seed: 2 })).toEqual(byChance);
  });
});
