import type { MovieLens } from '../../ingest/sources/movielens/read.ts';
import { MOVIELENS_PAST } from '../targets/engagement.ts';
import { describedRows, pickRows } from './described-rows.ts';
import { movieLensLog } from './movielens-log.ts';
import { CHOOSE, JUDGE, LEARN, SPLITS, type SplitName } from './split.ts';
import type { Slices } from './train-engagement.ts';

/** What a model file calls a MovieLens set that was split so. */
export const partNamed = (split: SplitName): string => `movielens split by ${split}`;

/** Ratings as rows to learn from, to choose by and to judge on. */
export function movieLensSlices(set: MovieLens, splitName: SplitName): Slices {
  const log = movieLensLog(set);
  const split = SPLITS[splitName](log);
  const rows = describedRows(log, MOVIELENS_PAST, () => true);
  const slice = (use: number) => ({
    parts: [partNamed(splitName)],
    rows: pickRows(
      rows,
      [...split.keys()].filter((place) => split[place] === use),
    ),
  });
  return { learn: slice(LEARN), choose: slice(CHOOSE), judge: slice(JUDGE) };
}

/**
 * The ratings a time split judges on, described by the past alone: nothing of the time they are from is known, not even
 * what the same user did a minute before.
 */
export function frozenJudgeRows(set: MovieLens) {
  const log = movieLensLog(set);
  const split = SPLITS.time(log);
  return describedRows(log, MOVIELENS_PAST, (place) => split[place] === JUDGE, split.indexOf(JUDGE));
}
