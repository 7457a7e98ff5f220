import type { Estimate } from '../../model/judge/evaluation.ts';
import type { JudgedRows } from '../../model/judge/row-evaluation.ts';
import { groupNumbers } from '../../stats/bootstrap.ts';
import { meansWithIntervals } from '../../stats/mean-interval.ts';

/** The share of rows that have the target, and the share that was expected to; both 0 to 1. */
export interface Level {
  readonly share: Estimate;
  readonly expected: Estimate;
}

const RESAMPLES = 200;

export function levelOf({ probabilities, labels, groups }: JudgedRows, seed: number): Level {
  const [share, expected] = meansWithIntervals(
    [Float64Array.from(labels), probabilities],
    groupNumbers(groups),
    { resamples: RESAMPLES, seed },
  ).map(({ mean, low, high }) => ({ value: mean, low, high }));
  return { share, expected };
}
