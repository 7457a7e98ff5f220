import type { FeatureMatrix } from '../model/matrix.ts';
import type { Scorer } from '../model/score.ts';
import { quantile } from '../stats/quantile.ts';
import { type Random, seededRandom } from '../stats/random.ts';
import { rankByScore } from '../stats/ranking.ts';
import { rocAuc } from '../stats/roc-auc.ts';
import { indicatorColumns } from './indicator-columns.ts';

export interface PermutationOptions {
  /** Rows are shuffled only among those of the same stratum; one entry a row. */
  readonly strata: readonly string[];
  /** How often each indicator is shuffled. */
  readonly repeats: number;
  readonly seed: number;
}

/** How much worse the model ranks without knowing one indicator. */
export interface Importance {
  readonly indicator: string;
  /** Mean fall of the area under the ROC curve, over the repeats. Below 0: the ranking got better by chance. */
  readonly aucDrop: number;
  /** The middle 95 % of the repeats. */
  readonly low: number;
  readonly high: number;
}

/**
 * Permutation importance (Breiman 2001, "Random forests", Machine Learning 45; Fisher, Rudin and Dominici 2019, JMLR 20):
 * the values of one indicator, with its percentile, are shuffled among the rows, and the area under the ROC curve falls
 * by as much as the model leaned on them.
 *
 * Shuffling happens within strata, say a presentation and day, so that no row gets a value of another time of the course
 * (Strobl et al. 2008, "Conditional variable importance for random forests", BMC Bioinformatics 9). What is the same
 * for a whole stratum, such as the calendar, therefore has importance 0.
 *
 * @param scorer put to service over the columns of `matrix`
 * @returns all indicators, the most important first; the same for the same seed
 * @throws RangeError where the labels are all alike, so that there is nothing to rank
 */
export function permutationImportance(
  scorer: Scorer,
  matrix: FeatureMatrix,
  labels: Uint8Array,
  { strata, repeats, seed }: PermutationOptions,
): Importance[] {
  const random = seededRandom(seed);
  const groups = [...Map.groupBy(strata.keys(), (row) => strata[row]).values()];
  const whole = aucOf(scorer, matrix, labels);
  return indicatorColumns(matrix.columns)
    .map(({ indicator, places }) => {
      const drops = Array.from(
        { length: repeats },
        () => whole - aucOf(scorer, shuffled(matrix, places, groups, random), labels),
      );
      return {
        indicator,
        aucDrop: drops.reduce((sum, drop) => sum + drop, 0) / repeats,
        low: quantile(drops, 0.025) ?? 0,
        high: quantile(drops, 0.975) ?? 0,
      };
    })
    .sort((a, b) => b.aucDrop - a.aucDrop);
}

function aucOf(scorer: Scorer, matrix: FeatureMatrix, labels: Uint8Array): number {
  const width = matrix.columns.length;
  const scores = Float64Array.from({ length: matrix.rows }, (_, row) =>
    scorer.probability(matrix.values.subarray(row * width, (row + 1) * width)),
  );
  const auc = rocAuc(rankByScore(scores, labels));
  if (auc === null) throw new RangeError('Importance needs rows of both labels.');
  return auc;
}

/** A copy in which these columns' values, kept together, have changed places within each group of rows. */
function shuffled(
  matrix: FeatureMatrix,
  places: readonly number[],
  groups: readonly (readonly number[])[],
  random: Random,
): FeatureMatrix {
  const width = matrix.columns.length;
  const values = matrix.values.slice();
  for (const rows of groups) {
    const from = permuted(rows, random);
    rows.forEach((row, index) => {
      for (const place of places) values[row * width + place] = matrix.values[from[index] * width + place];
    });
  }
  return { ...matrix, values };
}

/** The rows in another order, each order equally likely (Fisher and Yates; Durstenfeld 1964, CACM 7, Algorithm 235). */
function permuted(rows: readonly number[], random: Random): number[] {
  const order = [...rows];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const chosen = random.below(last + 1);
    [order[last], order[chosen]] = [order[chosen], order[last]];
  }
  return order;
}
