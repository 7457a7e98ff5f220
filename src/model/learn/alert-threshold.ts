import { enrolmentKey } from '../../domain/enrolment.ts';
import { provenThreshold } from '../../stats/conformal-risk.ts';
import { thresholdForPrecision } from '../../stats/precision-recall.ts';
import { type Ranking, rankByScore } from '../../stats/ranking.ts';
import { alertLevelOf, type ScoredRow } from '../judge/evaluation.ts';
import { isFromLearningDays } from '../scan-days.ts';

/**
 * The lowest alert threshold at which the share `goal` (0 to 1) of the rows at or above it has the target; null where
 * no threshold reaches the goal. Give it training or calibration rows, never those the model is judged on.
 */
export const thresholdByRows = (rows: readonly ScoredRow[], goal: number): number | null =>
  thresholdForPrecision(
    rankByScore(
      rows.map(alertLevelOf),
      rows.map((row) => row.label),
    ),
    goal,
  );

/**
 * The lowest alert threshold at which the share `goal` (0 to 1) of the alerted enrolments meets the target; null where
 * no threshold reaches the goal. Each enrolment counts once, however often it is scanned. This is what a coach sees as
 * precision, and it needs a higher threshold than rows do: an enrolment at risk is scanned again and again, and its many
 * right rows outweigh the wrong alerts of others. Give it training or calibration rows, never those the model is judged on.
 */
export const thresholdByFirstAlerts = (all: readonly ScoredRow[], goal: number): number | null =>
  thresholdForPrecision(firstAlerts(all), goal);

/**
 * The same, but proven: if these enrolments were sampled again, the share would reach `goal` with the probability
 * `confidence` (see provenThreshold); null where there are too few enrolments for a proof.
 */
export const thresholdByProof = (
  all: readonly ScoredRow[],
  goal: number,
  confidence: number,
): number | null => provenThreshold(firstAlerts(all), goal, confidence);

/** Enrolments by the highest threshold at which they raise an alert. */
function firstAlerts(all: readonly ScoredRow[]): Ranking {
  const rows = all.filter(isFromLearningDays);
  // An enrolment raises an alert at a threshold exactly when its highest level reaches it.
  const enrolments = [...Map.groupBy(rows, enrolmentKey).values()];
  const highest = enrolments.map((ofEnrolment) =>
    ofEnrolment.reduce((max, row) => Math.max(max, alertLevelOf(row)), 0),
  );
  const labels = enrolments.map((ofEnrolment) => (ofEnrolment.some(({ label }) => label === 1) ? 1 : 0));
  return rankByScore(highest, labels);
}
