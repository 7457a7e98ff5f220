import { type FeatureMatrix, rowOf } from '../model/matrix.ts';
import type { Scorer } from '../model/score.ts';
import { type Outlook, outlookOf } from './counterfactual.ts';
import { indicatorColumns } from './indicator-columns.ts';
import { typicalValues } from './medians.ts';
import { type Reasons, reasonFinder } from './reasons.ts';

/** One row's probability taken apart. */
export interface TakenApart {
  /** Calibrated, 0 to 1. */
  readonly probability: number;
  /** Where the contributions start from, in log-odds. */
  readonly base: number;
  /** Every indicator's contribution, including its percentile's; the largest first. */
  readonly contributions: readonly IndicatorContribution[];
  /** Base and contributions together: the log-odds before calibration. */
  readonly sum: number;
}

/** One risk taken apart, with the sentences that a coach may say about it. */
export type Explanation = TakenApart & Reasons & Outlook;

export interface IndicatorContribution {
  readonly indicator: string;
  /** Null where unknown. */
  readonly value: number | null;
  readonly contribution: number;
}

/**
 * What each column adds to the probability of one row.
 *
 * @param scorer made for the columns of `matrix`
 */
export function takenApart(scorer: Scorer, matrix: FeatureMatrix, row: number): TakenApart {
  const values = rowOf(matrix, row);
  const parts = new Float64Array(matrix.columns.length);
  const base = scorer.contributions(values, parts);
  return {
    probability: scorer.probability(values),
    base,
    contributions: indicatorColumns(matrix.columns)
      .map(({ indicator, own, places }) => ({
        indicator,
        value: Number.isNaN(values[own]) ? null : values[own],
        contribution: places.reduce((sum, place) => sum + parts[place], 0),
      }))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
    sum: parts.reduce((sum, part) => sum + part, base),
  };
}

/**
 * Takes one risk apart and explains it in words.
 *
 * @param scorer made for the columns of `cohort`
 * @param cohort the indicators of everybody in the course at the same moment
 * @param row the learner's row in the cohort
 * @param riskWithheld why the model's risks do not count; null where they do
 */
export function explainEnrolment(
  scorer: Scorer,
  cohort: FeatureMatrix,
  row: number,
  reasonLimit: number,
  riskWithheld: string | null,
): Explanation {
  const values = rowOf(cohort, row);
  const parts = new Float64Array(cohort.columns.length);
  scorer.contributions(values, parts);
  const typical = typicalValues(scorer.reference, cohort, [...Array(cohort.rows).keys()]);
  return {
    ...takenApart(scorer, cohort, row),
    ...reasonFinder(cohort.columns)(values, parts, typical, reasonLimit),
    ...outlookOf(scorer, cohort, row, riskWithheld),
  };
}
