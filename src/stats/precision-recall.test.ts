import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { precisionRecallAt, recallAtPrecision, thresholdForPrecision } from './precision-recall.ts';
import { rankByScore } from './ranking.ts';

// The example of sklearn.metrics.precision_recall_curve's documentation:
// precision 0.5, 0.667, 0.5, 1, 1 and recall 1, 1, 0.5, 0.5, 0 at thresholds 0.1, 0.35, 0.4, 0.8 and above.
const example = rankByScore([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);

describe('precisionRecallAt', () => {
  it('agrees with scikit-learn', () => {
    expect(precisionRecallAt(example, 0.1)).toEqual({ precision: 0.5, recall: 1 });
    expect(precisionRecallAt(example, 0.35)).toEqual({ precision: 2 / 3, recall: 1 });
    expect(precisionRecallAt(example, 0.4)).toEqual({ precision: 0.5, recall: 0.5 });
    expect(precisionRecallAt(example, 0.8)).toEqual({ precision: 1, recall: 0.5 });
  });

  it('has no precision where no row is flagged and no recall where no row has the target', () => {
    expect(precisionRecallAt(example, 0.9)).toEqual({ precision: null, recall: 0 });
    expect(precisionRecallAt(rankByScore([0.4], [0]), 0.1)).toEqual({ precision: 0, recall: null });
  });
});

describe('thresholdForPrecision', () => {
  it('takes the lowest threshold that reaches the goal, even below thresholds that miss it', () => {
    expect(thresholdForPrecision(example, 0.6)).toBe(0.35);
    expect(thresholdForPrecision(example, 0.85)).toBe(0.8);
    expect(thresholdForPrecision(example, 0.5)).toBe(0.1);
  });

  it('is null where no threshold reaches the goal', () => {
    expect(thresholdForPrecision(rankByScore([0.9, 0.5], [0, 1]), 0.6)).toBeNull();
  });
});

describe('recallAtPrecision', () => {
  it('finds the greatest recall at the goal', () => {
    expect(recallAtPrecision(example, 0.6)).toBe(1);
    expect(recallAtPrecision(example, 0.85)).toBe(0.5);
    expect(recallAtPrecision(rankByScore([0.9, 0.5], [0, 1]), 0.6)).toBe(0);
    expect(recallAtPrecision(rankByScore([0.9], [0]), 0.6)).toBeNull();
  });

  it('is the recall at the threshold for that precision', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(rows, fc.constantFrom(0.25, 0.5, 0.85), (pairs, goal) => {
        const ranking = rankByScore(
          pairs.map(([score]) => score),
          pairs.map(([, label]) => label),
        );
        const threshold = thresholdForPrecision(ranking, goal);
        if (threshold === null) {
          expect(recallAtPrecision(ranking, goal) ?? 0).toBe(0);
        } else {
          const at = precisionRecallAt(ranking, threshold);
          expect(at.precision).toBeGreaterThanOrEqual(goal);
          expect(recallAtPrecision(ranking, goal)).toBe(at.recall);
        }
      }),
    );
  });
});
