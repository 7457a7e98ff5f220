import { describe, expect, it } from 'vitest';
import { averagePrecision } from './average-precision.ts';
import { rankByScore } from './ranking.ts';

describe('averagePrecision', () => {
  it('agrees with scikit-learn', () => {
    // The example of sklearn.metrics.average_precision_score's documentation: 0.83...
    expect(averagePrecision(rankByScore([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]))).toBeCloseTo(5 / 6, 15);
  });

  it('counts tied rows together', () => {
    // With one distinct score the precision is the base rate.
    expect(averagePrecision(rankByScore([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0]))).toBe(0.25);
  });

  it('counts a weight as repetition', () => {
    const weighted = averagePrecision(rankByScore([0.9, 0.8, 0.7], [0, 1, 1]), [2, 1, 3]);
    const repeated = averagePrecision(rankByScore([0.9, 0.9, 0.8, 0.7, 0.7, 0.7], [0, 0, 1, 1, 1, 1]));
    expect(weighted).toBeCloseTo(repeated as number, 15);
  });

  it('is null without positives', () => {
    expect(averagePrecision(rankByScore([0.5, 0.4], [0, 0]))).toBeNull();
  });
});
