import type { FeatureMatrix } from '../model/matrix.ts';
import type { Scorer } from '../model/score.ts';
import { aucInfluence, clusteredVariance } from '../stats/auc-influence.ts';
import { groupNumbers } from '../stats/bootstrap.ts';
import { type Random, seededRandom } from '../stats/random.ts';
import { type Ranking, rankByScore } from '../stats/ranking.ts';
import { rocAuc } from '../stats/roc-auc.ts';
import { indicatorColumns } from './indicator-columns.ts';

export interface PermutationOptions {
  /** The stratum of each row; rows are shuffled only within their stratum. */
  readonly strata: readonly string[];
  /** The group of each row, for example its learner; rows of a group are alike. */
  readonly groups: readonly string[];
  /** How often each indicator is shuffled. */
  readonly repeats: number;
  readonly seed: number;
}

/** How much worse the model ranks without knowing one indicator. */
export interface Importance {
  readonly indicator: string;
  /** Mean fall of the area under the ROC curve, over the repeats. Below 0 if the ranking got better by chance. */
  readonly aucDrop: number;
  /** The 95 % interval over groups of rows and shuffles. */
  readonly low: number;
  readonly high: number;
}

/**
 * Permutation importance (Breiman 2001, "Random forests", Machine Learning 45; Fisher, Rudin and Dominici 2019, JMLR
 * 20): the values of one indicator, with its percentile, are shuffled among the rows, and the fall of the area under
 * the ROC curve shows how much the model leaned on them.
 *
 * Shuffling happens within strata, for example a presentation and day, so that no row gets a value from a different
 * time of the course (Strobl et al. 2008, "Conditional variable importance for random forests", BMC Bioinformatics 9).
 * An indicator that is the same for a whole stratum, such as the calendar, therefore has importance 0.
 *
 * The interval is a normal one, computed from each row's influence on the area (see aucInfluence) and from how much the
 * shuffles differ.
 *
 * @param scorer made for the columns of `matrix`
 * @returns all indicators, the most important first; the same seed gives the same result
 * @throws RangeError where the labels are all alike, so that there is nothing to rank
 */
export function permutationImportance(
  scorer: Scorer,
  matrix: FeatureMatrix,
  labels: Uint8Array,
  { strata, groups, repeats, seed }: PermutationOptions,
): Importance[] {
  const random = seededRandom(seed);
  const ofStratum = [...Map.groupBy(strata.keys(), (row) => strata[row]).values()];
  const ofGroup = groupNumbers(groups);
  const areaOf = (values: FeatureMatrix): Area => areaUnder(rankByScore(scoresOf(scorer, values), labels));
  const whole = areaOf(matrix);
  return indicatorColumns(matrix.columns)
    .map(({ indicator, places }) => {
      const areas = Array.from({ length: repeats }, () =>
        areaOf(shuffled(matrix, places, ofStratum, random)),
      );
      const aucDrop = meanOf(areas.map(({ auc }) => whole.auc - auc));
      const moves = whole.influence.map((one, row) =>
        meanOf(areas.map(({ influence }) => one - influence[row])),
      );
      const half = Z * Math.sqrt(clusteredVariance(moves, ofGroup) + shuffleVariance(areas));
      return { indicator, aucDrop, low: aucDrop - half, high: aucDrop + half };
    })
    .sort((a, b) => b.aucDrop - a.aucDrop);
}

/** The normal distribution's quantile of 0.975. */
const Z = 1.959963984540054;

/** How well the rows are ranked, and each row's influence on that. */
interface Area {
  readonly auc: number;
  readonly influence: Float64Array;
}

function areaUnder(ranking: Ranking): Area {
  const [auc, influence] = [rocAuc(ranking), aucInfluence(ranking)];
  if (auc === null || influence === null) throw new RangeError('Importance needs rows of both labels.');
  return { auc, influence };
}

/** The variance of the mean over the shuffles made, as an estimate of the mean over all possible shuffles. */
function shuffleVariance(areas: readonly Area[]): number {
  const mean = meanOf(areas.map(({ auc }) => auc));
  const squares = areas.reduce((sum, { auc }) => sum + (auc - mean) ** 2, 0);
  return areas.length < 2 ? 0 : squares / (areas.length - 1) / areas.length;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function scoresOf(scorer: Scorer, matrix: FeatureMatrix): Float64Array {
  const width = matrix.columns.length;
  return Float64Array.from({ length: matrix.rows }, (_, row) =>
    scorer.probability(matrix.values.subarray(row * width, (row + 1) * width)),
  );
}

/**
 * A copy in which the rows of each stratum have exchanged their values of these columns; the values of a row stay
 * together.
 */
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

/** The rows in random order, each order equally likely (Fisher and Yates; Durstenfeld 1964, CACM 7, Algorithm 235). */
function permuted(rows: readonly number[], random: Random): number[] {
  const order = [...rows];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const chosen = random.below(last + 1);
    [order[last], order[chosen]] = [order[chosen], order[last]];
  }
  return order;
}
