import { describe, expect, it } from 'vitest';
import { rankByScore, walkCuts } from './ranking.ts';

describe('rankByScore', () => {
  it('sorts by falling score and keeps the order of ties', () => {
    const ranking = rankByScore([0.2, 0.9, 0.2, 0.5], [1, 0, 0, 1]);
    expect(Array.from(ranking.scores)).toEqual([0.9, 0.5, 0.2, 0.2]);
    expect(Array.from(ranking.labels)).toEqual([0, 1, 1, 0]);
    expect(Array.from(ranking.order)).toEqual([1, 3, 0, 2]);
  });
});

describe('walkCuts', () => {
  it('stops once at each distinct score, with all rows at or above it counted', () => {
    const cuts: object[] = [];
    walkCuts(rankByScore([0.2, 0.9, 0.2, 0.5], [1, 0, 0, 1]), [1, 2, 0, 3], (cut) => cuts.push({ ...cut }));
    expect(cuts).toEqual([
      { score: 0.9, truePositives: 0, falsePositives: 1 },
      { score: 0.5, truePositives: 2, falsePositives: 1 },
      { score: 0.2, truePositives: 2, falsePositives: 4 },
    ]);
  });
});
