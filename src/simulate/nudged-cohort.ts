import { type Random, seededRandom } from '../stats/random.ts';
import { sigmoid } from '../stats/sigmoid.ts';

/** A cohort whose risks and whose effect of a nudge are known, because they are made up. */
export interface NudgedCohort {
  /** Standardised indicators, two a learner, the second without any part in the risk. */
  readonly indicators: Float64Array;
  /** Probability of leaving of each learner, if left alone. */
  readonly risksIfLeftAlone: Float64Array;
  /** Whether the policy would nudge the learner, were there no holdout. */
  readonly isEligible: readonly boolean[];
  readonly isNudged: readonly boolean[];
  /** 1 where the learner left, after what was done. */
  readonly labels: Uint8Array;
}

export interface CohortOptions {
  readonly learners: number;
  /** Share of the eligible who are left alone. */
  readonly holdoutShare: number;
  /** What a nudge adds to the log-odds of leaving; below 0 where it helps. */
  readonly nudgeEffect: number;
  /** Risk, if left alone, from which the policy nudges. */
  readonly nudgedFrom: number;
  readonly seed: number;
}

/** Log-odds of an average learner, and what one deviation of the first indicator adds. */
const BASE = -1;
const SLOPE = 1.5;

/** Learners of a course with a working policy: those at risk are nudged, but for a holdout, and a nudge helps. */
export function nudgedCohort(options: CohortOptions): NudgedCohort {
  const random = seededRandom(options.seed);
  const indicators = Float64Array.from({ length: 2 * options.learners }, () => normal(random));
  const risksIfLeftAlone = Float64Array.from({ length: options.learners }, (_, learner) =>
    sigmoid(BASE + SLOPE * indicators[2 * learner]),
  );
  const isEligible = Array.from(risksIfLeftAlone, (risk) => risk >= options.nudgedFrom);
  const isNudged = isEligible.map((eligible) => random.uniform() >= options.holdoutShare && eligible);
  const labels = Uint8Array.from(isNudged, (nudged, learner) => {
    const logOdds = BASE + SLOPE * indicators[2 * learner] + (nudged ? options.nudgeEffect : 0);
    return random.uniform() < sigmoid(logOdds) ? 1 : 0;
  });
  return { indicators, risksIfLeftAlone, isEligible, isNudged, labels };
}

/** Box and Muller 1958, "A note on the generation of random normal deviates". */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
