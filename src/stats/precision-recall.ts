import { type Ranking, walkCuts } from './ranking.ts';

export interface PrecisionRecall {
  /** Share of the flagged rows that have the target; null where none is flagged. */
  readonly precision: number | null;
  /** Share of the rows with the target that are flagged; null where none has it. */
  readonly recall: number | null;
}

/** Precision and recall of a set of flagged rows. */
export function precisionRecallOf(
  flagged: readonly boolean[],
  labels: ArrayLike<number>,
  weights?: ArrayLike<number>,
): PrecisionRecall {
  let [right, all, positives] = [0, 0, 0];
  for (let row = 0; row < flagged.length; row += 1) {
    const weight = weights === undefined ? 1 : weights[row];
    positives += weight * labels[row];
    if (!flagged[row]) continue;
    all += weight;
    right += weight * labels[row];
  }
  return { precision: all === 0 ? null : right / all, recall: positives === 0 ? null : right / positives };
}

/** Precision and recall where rows scoring at least `threshold` are flagged. */
export const precisionRecallAt = (
  { scores, labels }: Ranking,
  threshold: number,
  weights?: ArrayLike<number>,
): PrecisionRecall =>
  precisionRecallOf(
    Array.from(scores, (score) => score >= threshold),
    labels,
    weights,
  );

/**
 * The lowest score that, taken as threshold, reaches `precision` (0 to 1): of all such thresholds, the one with the
 * greatest recall. Precision does not rise steadily with the threshold, so a higher one may miss the goal. Null where no
 * threshold reaches it.
 */
export function thresholdForPrecision(
  ranking: Ranking,
  precision: number,
  weights?: ArrayLike<number>,
): number | null {
  let threshold: number | null = null;
  walkCuts(ranking, weights, ({ score, truePositives, falsePositives }) => {
    const flagged = truePositives + falsePositives;
    if (flagged > 0 && truePositives / flagged >= precision) threshold = score;
  });
  return threshold;
}

/**
 * The greatest recall among the thresholds that reach `precision` (0 to 1); 0 where none reaches it, null without
 * positives.
 */
export function recallAtPrecision(
  ranking: Ranking,
  precision: number,
  weights?: ArrayLike<number>,
): number | null {
  let found = 0;
  let positives = 0;
  walkCuts(ranking, weights, ({ truePositives, falsePositives }) => {
    positives = truePositives;
    if (truePositives >= precision * (truePositives + falsePositives)) found = truePositives;
  });
  return positives === 0 ? null : found / positives;
}
