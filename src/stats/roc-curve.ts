import { type Ranking, walkCuts } from './ranking.ts';
import { thinned } from './thinned.ts';

export interface RocPoint {
  /** Share of the rows without the target that are flagged. */
  readonly falsePositiveRate: number;
  /** Share of the rows with the target that are flagged. */
  readonly truePositiveRate: number;
}

/** The ROC curve from (0, 0) to (1, 1), with at most about `points` points; empty where one of the labels is absent. */
export function rocCurve(ranking: Ranking, points = 400): RocPoint[] {
  const cuts: { hits: number; misses: number }[] = [{ hits: 0, misses: 0 }];
  walkCuts(ranking, undefined, ({ truePositives, falsePositives }) => {
    cuts.push({ hits: truePositives, misses: falsePositives });
  });
  const last = cuts.at(-1);
  if (last === undefined || last.hits === 0 || last.misses === 0) return [];
  return thinned(cuts, points).map(({ hits, misses }) => ({
    falsePositiveRate: misses / last.misses,
    truePositiveRate: hits / last.hits,
  }));
}
