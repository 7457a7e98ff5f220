import type { MovieLens } from '../../ingest/sources/movielens/read.ts';
import type { Model } from '../model-file.ts';
import { MOVIELENS_PAST } from '../targets/engagement.ts';
import { type DescribedRows, describedRows, pickRows } from './described-rows.ts';
import { movieLensLog } from './movielens-log.ts';
import { CHOOSE, JUDGE, LEARN, SPLITS, type SplitName } from './split.ts';
import type { Slices } from './train-content.ts';

/** The name of a part of a MovieLens set in a model file. */
const partNamed = (split: SplitName, use: string): string => `movielens split by ${split}, ${use}`;

/** How the MovieLens set that a model was trained on was split; null for a model that was trained on other data. */
export function splitOf({ trainedOn }: Model): SplitName | null {
  const found = /^movielens split by (\w+)/.exec(trainedOn.parts[0])?.[1];
  return found !== undefined && Object.hasOwn(SPLITS, found) ? (found as SplitName) : null;
}

/** Ratings as rows to learn from, to choose on and to judge on. */
export function movieLensSlices(set: MovieLens, splitName: SplitName): Slices {
  const log = movieLensLog(set);
  const split = SPLITS[splitName](log);
  const rows = describedRows(log, MOVIELENS_PAST, () => true);
  const slice = (use: number, name: string) => ({
    parts: [partNamed(splitName, name)],
    rows: pickRows(
      rows,
      [...split.keys()].filter((place) => split[place] === use),
    ),
  });
  return {
    learn: slice(LEARN, 'learnt from'),
    choose: slice(CHOOSE, 'chosen by'),
    judge: slice(JUDGE, 'judged on'),
  };
}

/**
 * The ratings that a time split judges on, described by the past alone: nothing from the judged time is known, not even
 * what the same user did a minute before.
 */
export function frozenJudgeRows(set: MovieLens): DescribedRows {
  const log = movieLensLog(set);
  const split = SPLITS.time(log);
  return describedRows(log, MOVIELENS_PAST, (place) => split[place] === JUDGE, split.indexOf(JUDGE));
}
