import { type FeatureMatrix, selectColumns, selectRows } from '../model/matrix.ts';
import type { Model } from '../model/model-file.ts';
import { scorerOf } from '../model/score.ts';
import { evenRows } from '../stats/thinned.ts';
import { type Importance, permutationImportance } from './permutation-importance.ts';
import { type ContributionSummary, shapSummary } from './shap-summary.ts';

/** This many rows are enough to rank the leading columns, and scoring them for every shuffle takes only seconds. */
const SAMPLE_ROWS = 2000;
/** How many points a swarm has; more would hide each other. */
const SWARM_ROWS = 400;

/** What a model of single rows leans on, measured on some of the rows that judge it. */
export interface RowLeanings {
  /** How many rows it was measured on. */
  readonly rows: number;
  readonly importances: readonly Importance[];
  readonly contributions: readonly ContributionSummary[];
}

/**
 * The rows are independent of time and course, so a column is shuffled among all of them.
 *
 * @param groups the group of each row, for example its user; rows of a group are drawn together for the intervals
 */
export function rowLeanings(
  model: Model,
  matrix: FeatureMatrix,
  labels: Uint8Array,
  groups: readonly string[],
  { repeats, seed }: { readonly repeats: number; readonly seed: number },
): RowLeanings {
  const places = evenRows(matrix.rows, SAMPLE_ROWS);
  const sample = selectColumns(selectRows(matrix, places), model.indicators);
  const scorer = scorerOf(model, sample.columns);
  const swarm = evenRows(sample.rows, SWARM_ROWS);
  const groupsOf = (rows: readonly number[]): string[] => rows.map((row) => groups[row]);
  return {
    rows: sample.rows,
    importances: permutationImportance(
      scorer,
      sample,
      Uint8Array.from(places, (row) => labels[row]),
      { strata: places.map(() => ''), groups: groupsOf(places), repeats, seed },
    ),
    contributions: shapSummary(
      scorer,
      selectRows(sample, swarm),
      groupsOf(swarm.map((row) => places[row])),
      seed,
    ),
  };
}
