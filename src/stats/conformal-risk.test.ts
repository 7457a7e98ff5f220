import { describe, expect, it } from 'vitest';
import { provenThreshold } from './conformal-risk.ts';
import { seededRandom } from './random.ts';
import { rankByScore } from './ranking.ts';

/** Cases in falling order, scored by their number from the end; `*` marks a right one. */
const ranked = (cases: string) =>
  rankByScore(
    [...cases].map((_, place) => cases.length - place),
    [...cases].map((one) => (one === '*' ? 1 : 0)),
  );

describe('provenThreshold', () => {
  it('is that of the exact binomial test', () => {
    // scipy.stats.binom.sf(right - 1, n, 0.5): 4 of 4 0.0625, 5 of 5 0.03125, 5 of 6 0.109, 6 of 7 0.0625, 7 of 8 0.0352.
    expect(provenThreshold(ranked('*****'), 0.5, 0.95)).toBe(1);
    expect(provenThreshold(ranked('****'), 0.5, 0.95)).toBeNull();
    // Fixed sequence: 7 of 8 would pass, but 5 of 6 did not.
    expect(provenThreshold(ranked('*****.**'), 0.5, 0.95)).toBe(4);
    expect(provenThreshold(ranked('*****.**'), 0.5, 0.9)).toBe(4);
    expect(provenThreshold(ranked('*****.**'), 0.5, 0.89)).toBe(1);
  });

  it('keeps its accuracy over many cases', () => {
    // scipy.stats.binom.sf(8548, 10000, 0.85) = 0.0867, and of 8539 0.1342.
    const cases = (right: number) => {
      const scores = Float64Array.from({ length: 10_000 }, (_, place) => (place === 0 ? 2 : 1));
      return rankByScore(
        scores,
        scores.map((_, place) => (place < right ? 1 : 0)),
      );
    };
    expect(provenThreshold(cases(8549), 0.85, 0.9)).toBe(1);
    expect(provenThreshold(cases(8540), 0.85, 0.9)).toBeNull();
  });

  it('keeps its promise as often as it says', () => {
    // A case is right with its score as the chance, so above t the share of right ones is (1 + t) / 2: 0.8 from 0.6 on.
    const random = seededRandom(1);
    const runs = 400;
    let broken = 0;
    for (let run = 0; run < runs; run += 1) {
      const scores = Float64Array.from({ length: 300 }, () => random.uniform());
      const labels = scores.map((score) => (random.uniform() < score ? 1 : 0));
      const threshold = provenThreshold(rankByScore(scores, labels), 0.8, 0.9);
      if (threshold !== null && threshold < 0.6) broken += 1;
    }
    expect(broken / runs).toBeLessThan(0.1 + 2 * Math.sqrt((0.1 * 0.9) / runs));
    expect(broken).toBeGreaterThan(0);
  });
});
