import { rankByScore } from './ranking.ts';

/** The figures expected of a model once the labels are known. */
export interface ExpectedPerformance {
  /** Area under the ROC curve; null where all probabilities are 0, or all are 1. */
  readonly auc: number | null;
  readonly brier: number | null;
  /** Share of the alerted rows with the target; null where none is alerted. */
  readonly precision: number | null;
  /** Share of the rows with the target that are alerted. */
  readonly recall: number | null;
  /** Share of the rows with the target. */
  readonly baseRate: number | null;
}

/**
 * The performance of a model on rows without labels, by its own probabilities: a row of probability p counts as p rows
 * with the target and 1 - p without it (confidence-based performance estimation; Guillory et al. 2021, "Predicting with
 * confidence on unseen distributions", ICCV, and the NannyML documentation). It is right as far as the probabilities are
 * true: without labels it cannot see a change in what leads to the target.
 *
 * @param alerted one per row, 1 where it raises an alert, else 0
 * @param weights one per row, none negative; all 1 where absent
 */
export function expectedPerformance(
  probabilities: ArrayLike<number>,
  alerted: ArrayLike<number>,
  weights?: ArrayLike<number>,
): ExpectedPerformance {
  const { scores, order } = rankByScore(probabilities, new Uint8Array(probabilities.length));
  const [sums, alerts] = [
    { rows: 0, positives: 0, brier: 0 },
    { rows: 0, positives: 0 },
  ];
  let pairs = 0;
  for (let start = 0; start < scores.length; ) {
    const tied = { positives: 0, negatives: 0 };
    let end = start;
    for (; end < scores.length && scores[end] === scores[start]; end += 1) {
      const weight = weights === undefined ? 1 : weights[order[end]];
      tied.positives += weight * scores[end];
      tied.negatives += weight * (1 - scores[end]);
      alerts.rows += weight * alerted[order[end]];
      alerts.positives += weight * alerted[order[end]] * scores[end];
    }
    const rows = tied.positives + tied.negatives;
    pairs += tied.negatives * (sums.positives + tied.positives / 2);
    sums.rows += rows;
    sums.positives += tied.positives;
    sums.brier += rows * scores[start] * (1 - scores[start]);
    start = end;
  }
  const possible = sums.positives * (sums.rows - sums.positives);
  return {
    auc: possible > 0 ? pairs / possible : null,
    brier: sums.rows > 0 ? sums.brier / sums.rows : null,
    precision: alerts.rows > 0 ? alerts.positives / alerts.rows : null,
    recall: sums.positives > 0 ? alerts.positives / sums.positives : null,
    baseRate: sums.rows > 0 ? sums.positives / sums.rows : null,
  };
}
