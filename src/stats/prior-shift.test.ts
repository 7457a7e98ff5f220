import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjustedToPrior, estimatedPrior } from './prior-shift.ts';
import { seededRandom } from './random.ts';
import { sigmoid } from './sigmoid.ts';

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });

describe('adjustedToPrior', () => {
  test('multiplies the odds by the ratio of the prior odds', () => {
    // Odds 1 at prior 1/2; prior odds become 1/3, so the probability is 1/4.
    expect(adjustedToPrior(0.5, 0.5, 0.25)).toBeCloseTo(0.25, 14);
    // Odds 3 at prior odds 1/4, which become 1: odds 12.
    expect(adjustedToPrior(0.75, 0.2, 0.5)).toBeCloseTo(12 / 13, 14);
  });

  test('turns the old prior into the new one, and adjusting back restores the probability', () => {
    fc.assert(
      fc.property(share, share, share, (probability, from, to) => {
        expect(adjustedToPrior(from, from, to)).toBeCloseTo(to, 12);
        expect(adjustedToPrior(adjustedToPrior(probability, from, to), to, from)).toBeCloseTo(probability, 9);
      }),
    );
  });

  test('keeps certainty and the order of rows', () => {
    fc.assert(
      fc.property(share, share, share, share, (a, b, from, to) => {
        expect(adjustedToPrior(0, from, to)).toBe(0);
        expect(adjustedToPrior(1, from, to)).toBe(1);
        if (a < b - 1e-9) expect(adjustedToPrior(a, from, to)).toBeLessThan(adjustedToPrior(b, from, to));
      }),
    );
  });
});

/**
 * Two normal distributions whose means differ by 2; the share `prior` of the rows is positive. With equal shares the log-odds
 * at x are exactly 2x, so a model that knows it is calibrated at the prior 1/2.
 */
function probabilitiesAt(prior: number, rows: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  return Float64Array.from({ length: rows }, () =>
    sigmoid(2 * (normal() + (random.uniform() < prior ? 1 : -1))),
  );
}

describe('estimatedPrior', () => {
  test.each([0.1, 0.4, 0.5, 0.85])('finds the share of positives without labels: %d', (prior) => {
    // Over 100 seeds the deviation is at most 0.0046. Without the adjustment the estimate for 0.1 would be 0.28.
    expect(Math.abs(estimatedPrior(probabilitiesAt(prior, 20_000, 1), 0.5) - prior)).toBeLessThan(0.02);
  });

  test('is the fixed point: adjusted to this prior, the rows have it as their mean', () => {
    const probabilities = probabilitiesAt(0.3, 500, 2);
    const prior = estimatedPrior(probabilities, 0.5);
    const adjusted = probabilities.map((probability) => adjustedToPrior(probability, 0.5, prior));
    expect(adjusted.reduce((sum, value) => sum + value, 0) / adjusted.length).toBeCloseTo(prior, 7);
  });

  test('is the share of ones where the model is certain, and the old prior for no rows', () => {
    expect(estimatedPrior([0, 0, 0, 1], 0.6)).toBeCloseTo(0.25, 12);
    expect(estimatedPrior([], 0.6)).toBe(0.6);
  });
});
