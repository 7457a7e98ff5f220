import { type Ranking, walkCuts } from './ranking.ts';

/**
 * Average precision: the precision at each distinct score, weighted by the gain in recall there, without interpolation,
 * which would be too optimistic (Davis and Goadrich 2006, "The relationship between precision-recall and ROC curves", ICML;
 * the definition of sklearn.metrics.average_precision_score). 0 to 1, the base rate for chance; null without positives.
 */
export function averagePrecision(ranking: Ranking, weights?: ArrayLike<number>): number | null {
  let sum = 0;
  let hits = 0;
  walkCuts(ranking, weights, ({ truePositives, falsePositives }) => {
    if (truePositives === hits) return;
    sum += (truePositives - hits) * (truePositives / (truePositives + falsePositives));
    hits = truePositives;
  });
  return hits === 0 ? null : sum / hits;
}
