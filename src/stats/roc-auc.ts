import { type Ranking, walkCuts } from './ranking.ts';

/**
 * Area under the ROC curve: the probability that a row with the target scores higher than one without it, a tie
 * counting one half (Hanley and McNeil 1982, Radiology 143, which is Mann and Whitney's U over the number of pairs).
 * 0 to 1, 0.5 for chance; null where one of the two labels is absent.
 */
export function rocAuc(ranking: Ranking, weights?: ArrayLike<number>): number | null {
  let area = 0;
  let hits = 0;
  let misses = 0;
  walkCuts(ranking, weights, ({ truePositives, falsePositives }) => {
    area += ((falsePositives - misses) * (truePositives + hits)) / 2;
    hits = truePositives;
    misses = falsePositives;
  });
  return hits === 0 || misses === 0 ? null : area / (hits * misses);
}
