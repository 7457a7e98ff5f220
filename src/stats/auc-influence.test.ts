import { describe, expect, it } from 'vitest';
import { aucInfluence, clusteredVariance } from './auc-influence.ts';
import { clusterBootstrap } from './bootstrap.ts';
import { seededRandom } from './random.ts';
import { rankByScore } from './ranking.ts';
import { rocAuc } from './roc-auc.ts';

const random = seededRandom(3);
/** Groups of four rows that share most of their score, and their label. */
const groups = Uint32Array.from({ length: 600 }, (_, row) => Math.floor(row / 4));
const levels = Float64Array.from({ length: 150 }, () => random.uniform());
const labels = Uint8Array.from(groups, (group) => (levels[group] > 0.55 ? 1 : 0));
/** One decimal, so that there are ties. */
const scores = Float64Array.from(
  groups,
  (group) => Math.round(10 * (levels[group] + 0.8 * random.uniform())) / 10,
);
const ranking = rankByScore(scores, labels);

describe('aucInfluence', () => {
  const influence = aucInfluence(ranking) as Float64Array;

  it('is the change of the area when a row counts a little more', () => {
    const step = 1e-6;
    for (const row of [0, 17, 251, 599]) {
      const weights = Float64Array.from(ranking.order, (place) => (place === row ? 1 + step : 1));
      const moved = (Number(rocAuc(ranking, weights)) - Number(rocAuc(ranking))) / step;
      expect(influence[row]).toBeCloseTo(moved, 6);
    }
  });

  it('sums to 0, and is null without both labels', () => {
    expect(influence.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 12);
    expect(aucInfluence(rankByScore([0.2, 0.4], [1, 1]))).toBeNull();
  });

  it('gives the same interval as resampling groups', () => {
    const deviation = Math.sqrt(clusteredVariance(influence, groups));
    const [{ low, high }] = clusterBootstrap(
      Uint32Array.from(ranking.order, (row) => groups[row]),
      (timesDrawn) => [rocAuc(ranking, timesDrawn)],
      { resamples: 1000, seed: 1 },
    );
    const width = Number(high) - Number(low);
    expect((2 * 1.96 * deviation) / width).toBeGreaterThan(0.9);
    expect((2 * 1.96 * deviation) / width).toBeLessThan(1.1);
  });
});
