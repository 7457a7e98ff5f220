import { describe, expect, it } from 'vitest';
import { brierScore } from './brier-score.ts';

describe('brierScore', () => {
  it('agrees with scikit-learn', () => {
    // The example of sklearn.metrics.brier_score_loss's documentation: 0.0375.
    expect(brierScore([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0])).toBeCloseTo(0.0375, 15);
  });

  it('counts a weight as repetition', () => {
    expect(brierScore([0.2, 0.5], [0, 1], [3, 1])).toBeCloseTo((3 * 0.04 + 0.25) / 4, 15);
  });

  it('is null for no rows', () => {
    expect(brierScore([], [])).toBeNull();
  });
});
