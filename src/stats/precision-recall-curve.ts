import { type Ranking, walkCuts } from './ranking.ts';
import { thinned } from './thinned.ts';

export interface PrecisionRecallPoint {
  /** Share of the rows with the target that are flagged. */
  readonly recall: number;
  /** Share of the flagged rows that have the target. */
  readonly precision: number;
}

/** Precision against recall, from the highest threshold to the lowest, with at most about `points` points; empty without positives. */
export function precisionRecallCurve(ranking: Ranking, points = 400): PrecisionRecallPoint[] {
  const cuts: { hits: number; flagged: number }[] = [];
  walkCuts(ranking, undefined, ({ truePositives, falsePositives }) => {
    cuts.push({ hits: truePositives, flagged: truePositives + falsePositives });
  });
  const positives = cuts.at(-1)?.hits ?? 0;
  if (positives === 0) return [];
  return thinned(cuts, points).map(({ hits, flagged }) => ({
    recall: hits / positives,
    precision: hits / flagged,
  }));
}
