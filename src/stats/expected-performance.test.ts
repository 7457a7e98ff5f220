import { describe, expect, it } from 'vitest';
import { brierScore } from './brier-score.ts';
import { expectedPerformance } from './expected-performance.ts';
import { precisionRecallAt } from './precision-recall.ts';
import { seededRandom } from './random.ts';
import { rankByScore } from './ranking.ts';
import { rocAuc } from './roc-auc.ts';

describe('expectedPerformance', () => {
  it('agrees with the calculation by hand for two rows', () => {
    // 0.8 and 0.4: pairs won 0.8 * (1 - 0.4) = 0.48, and half of each row with itself (0.8 * 0.2 + 0.4 * 0.6) / 2 = 0.2,
    // out of 1.2 * 0.8 = 0.96 possible pairs: (0.48 + 0.2) / 0.96. Brier (0.16 + 0.24) / 2.
    const expected = expectedPerformance([0.8, 0.4], [1, 0]);
    expect(expected.auc).toBeCloseTo(0.68 / 0.96, 12);
    expect(expected.brier).toBeCloseTo(0.2, 12);
    expect(expected).toMatchObject({ precision: 0.8, baseRate: expect.closeTo(0.6, 12) });
    expect(expected.recall).toBeCloseTo(0.8 / 1.2, 12);
  });

  it('is what the labels later show, where the probabilities are true', () => {
    const random = seededRandom(1);
    const probabilities = Float64Array.from({ length: 50_000 }, () => random.uniform() ** 2);
    const labels = Uint8Array.from(probabilities, (p) => (random.uniform() < p ? 1 : 0));
    const expected = expectedPerformance(
      probabilities,
      probabilities.map((p) => (p >= 0.6 ? 1 : 0)),
    );
    const ranking = rankByScore(probabilities, labels);
    expect(expected.auc).toBeCloseTo(rocAuc(ranking) as number, 2);
    expect(expected.brier).toBeCloseTo(brierScore(probabilities, labels) as number, 2);
    const { precision, recall } = precisionRecallAt(ranking, 0.6);
    expect(expected.precision).toBeCloseTo(precision as number, 1);
    expect(expected.recall).toBeCloseTo(recall as number, 1);
  });

  it('counts a row of weight two twice', () => {
    expect(expectedPerformance([0.8, 0.4], [1, 0], [2, 1])).toEqual(
      expectedPerformance([0.8, 0.4, 0.8], [1, 0, 1]),
    );
  });

  it('is undefined without rows', () => {
    expect(expectedPerformance([], [])).toEqual({
      auc: null,
      brier: null,
      precision: null,
      recall: null,
      baseRate: null,
    });
  });
});
