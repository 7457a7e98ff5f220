import type { MeanInterval } from '../../stats/mean-interval.ts';
import type { Measure, ScoreFigures } from './score-figures.ts';

/** How learners did at one place (a phase of a milestone), compared with all places together. */
export interface Struggle extends MeanInterval {
  readonly milestone: string | null;
  readonly phase: string;
  readonly responses: number;
  readonly learners: number;
  /** Whether the whole interval lies below the mean over all places, which happens by chance at one place in forty. */
  readonly isBelowOverall: boolean;
}

/**
 * The places in order of struggle, the worst first: the places that are clearly below the overall mean come first, then
 * the order is by the mean. A place where nothing was measured is left out.
 */
export function struggles(
  places: readonly ScoreFigures[],
  overall: MeanInterval | null,
  measure: Measure,
): Struggle[] {
  return places
    .flatMap(({ milestone, phase, responses, learners, [measure]: found }) =>
      found === null || phase === null
        ? []
        : [
            {
              ...found,
              milestone,
              phase,
              responses,
              learners,
              isBelowOverall: found.high !== null && overall !== null && found.high < overall.mean,
            },
          ],
    )
    .sort((a, b) => Number(b.isBelowOverall) - Number(a.isBelowOverall) || a.mean - b.mean);
}
