/**
 * Rows in order of falling score. Sorting is the expensive part of every ranking measure, so it is done once, and the
 * measures and all their bootstrap resamples use the sorted rows.
 */
export interface Ranking {
  /** In falling order. */
  readonly scores: Float64Array;
  /** 1 where the target is met, 0 where not, in the order of `scores`. */
  readonly labels: Uint8Array;
  /** The place of each row in the input, in the order of `scores`. */
  readonly order: Uint32Array;
}

/** Sorts rows by falling score; equal scores keep the order of the input. Scores are not NaN. */
export function rankByScore(scores: ArrayLike<number>, labels: ArrayLike<number>): Ranking {
  const order = Uint32Array.from({ length: scores.length }, (_, row) => row);
  order.sort((a, b) => scores[b] - scores[a] || a - b);
  return {
    scores: Float64Array.from(order, (row) => scores[row]),
    labels: Uint8Array.from(order, (row) => labels[row]),
    order,
  };
}

/** The counts at one distinct score: of all rows at or above it. Weights count as numbers of rows. */
export interface Cut {
  score: number;
  /** Rows with the target at or above the score. */
  truePositives: number;
  /** Rows without the target at or above the score. */
  falsePositives: number;
}

/**
 * Walks down the distinct scores, highest first, and calls `visit` at each with the counts so far. Rows of equal score
 * are counted together, which handles ties correctly. Every call gets the same `cut` object.
 *
 * @param weights one per row in the order of the ranking, none negative; all 1 where absent
 */
export function walkCuts(
  ranking: Ranking,
  weights: ArrayLike<number> | undefined,
  visit: (cut: Readonly<Cut>) => void,
): void {
  const { scores, labels } = ranking;
  const cut: Cut = { score: Number.POSITIVE_INFINITY, truePositives: 0, falsePositives: 0 };
  for (let row = 0; row < scores.length; row += 1) {
    const weight = weights === undefined ? 1 : weights[row];
    if (labels[row] === 1) cut.truePositives += weight;
    else cut.falsePositives += weight;
    cut.score = scores[row];
    if (row + 1 === scores.length || scores[row + 1] !== cut.score) visit(cut);
  }
}
