import { type Ranking, walkCuts } from './ranking.ts';

export interface PrecisionRecall {
  /** Share of the flagged rows that have the target; null where none is flagged. */
  readonly precision: number | null;
  /** Share of the rows with the target that are flagged; null where none has it. */
  readonly recall: number | null;
}

/** Precision and recall where rows scoring at least `threshold` are flagged. */
export function precisionRecallAt(
  ranking: Ranking,
  threshold: number,
  weights?: ArrayLike<number>,
): PrecisionRecall {
  let right = 0;
  let flagged = 0;
  let positives = 0;
  walkCuts(ranking, weights, ({ score, truePositives, falsePositives }) => {
    positives = truePositives;
    if (score < threshold) return;
    right = truePositives;
    flagged = truePositives + falsePositives;
  });
  return {
    precision: flagged === 0 ? null : right / flagged,
    recall: positives === 0 ? null : right / positives,
  };
}

/**
 * The lowest score that, taken as threshold, reaches `precision` (0 to 1): of all thresholds that do, the one that
 * finds most. Precision does not fall steadily with the threshold, so a higher one may miss the goal. Null where none
 * reaches it.
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
