import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankByScore } from './ranking.ts';
import { rocAuc } from './roc-auc.ts';

describe('rocAuc', () => {
  it('agrees with scikit-learn', () => {
    // The example of sklearn.metrics.roc_auc_score's documentation: 0.75.
    expect(rocAuc(rankByScore([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]))).toBe(0.75);
  });

  it('counts a tie one half', () => {
    expect(rocAuc(rankByScore([0.5, 0.5, 0.5], [1, 0, 1]))).toBe(0.5);
    // Pairs by hand: (0.8 > 0.5), (0.5 = 0.5): (1 + 0.5) / 2.
    expect(rocAuc(rankByScore([0.8, 0.5, 0.5], [1, 1, 0]))).toBe(0.75);
  });

  it('is null where all labels are the same', () => {
    expect(rocAuc(rankByScore([0.1, 0.2], [1, 1]))).toBeNull();
    expect(rocAuc(rankByScore([], []))).toBeNull();
  });

  it('is the share of pairs in the right order, where a weight counts as repetition', () => {
    const row = fc.record({
      score: fc.integer({ min: 0, max: 6 }),
      label: fc.integer({ min: 0, max: 1 }),
      weight: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        let pairs = 0;
        let right = 0;
        for (const a of rows)
          for (const b of rows) {
            if (a.label !== 1 || b.label !== 0) continue;
            pairs += a.weight * b.weight;
            right += a.weight * b.weight * (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0);
          }
        const ranking = rankByScore(
          rows.map((r) => r.score),
          rows.map((r) => r.label),
        );
        const weights = Array.from(ranking.order, (place) => rows[place].weight);
        const auc = rocAuc(ranking, weights);
        if (pairs === 0) expect(auc).toBeNull();
        else expect(auc).toBeCloseTo(right / pairs, 12);
      }),
    );
  });
});
