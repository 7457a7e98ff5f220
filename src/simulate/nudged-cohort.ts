import { type Random, seededRandom } from '../stats/random.ts';
import { sigmoid } from '../stats/sigmoid.ts';

/** A made-up cohort, whose risks and whose effect of a nudge are therefore known. */
export interface NudgedCohort {
  /** Standardised indicators, two per learner; the second does not affect the risk. */
  readonly indicators: Float64Array;
  /** Probability of leaving of each learner, if left alone. */
  readonly risksIfLeftAlone: Float64Array;
  /** Whether the policy would nudge the learner, were there no holdout. */
  readonly isEligible: readonly boolean[];
  readonly isNudged: readonly boolean[];
  /** 1 where the learner left, 0 where the learner stayed; a nudge has had its effect. */
  readonly labels: Uint8Array;
}

export interface CohortOptions {
  readonly learners: number;
  /** Share of the eligible learners who are left alone. */
  readonly holdoutShare: number;
  /** The change of the log-odds of leaving by a nudge; below 0 where it helps. */
  readonly nudgeEffect: number;
  /** The policy nudges learners whose risk, if left alone, is at least this. */
  readonly nudgedFrom: number;
  readonly seed: number;
}

/** Log-odds of an average learner, and the change by one deviation of the first indicator. */
const BASE = -1;
const SLOPE = 1.5;

/** Learners of a course with a working policy: it nudges those at risk, except for a holdout, and a nudge helps. */
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
