import { enrolmentKey } from '../../domain/enrolment.ts';
import { averagePrecision } from '../../stats/average-precision.ts';
import { brierScore } from '../../stats/brier-score.ts';
import { calibrationError } from '../../stats/calibration-error.ts';
import { rankByScore } from '../../stats/ranking.ts';
import { rocAuc } from '../../stats/roc-auc.ts';
import { isFromLearningDays, isPooled } from '../scan-days.ts';
import { alertLevelOf, type ScoredRow } from './evaluation.ts';
import { type ComparedFigure, drawnInOrder, paired } from './paired.ts';

/** The figures by which two models are compared, and whether more of each is better. */
export const COMPARED = {
  auc: 'more',
  averagePrecision: 'more',
  brier: 'less',
  ece: 'less',
  alertPrecision: 'more',
  alertRecall: 'more',
} as const satisfies Record<string, 'more' | 'less'>;
export type Compared = keyof typeof COMPARED;

export type Comparison = Readonly<Record<Compared, ComparedFigure>>;

/** One model's answers. */
export interface Answers {
  readonly rows: readonly ScoredRow[];
  readonly alertThreshold: number;
}

/**
 * Compares two models on the same rows, figure by figure, with paired differences over resampled learners.
 *
 * Ranking and probabilities are compared over the pooled days, alerts by weekly scans, each model at its own threshold.
 *
 * @throws RangeError where the two models have different rows
 */
export function compareAnswers(
  first: Answers,
  second: Answers,
  options: { readonly seed: number; readonly resamples?: number },
): Comparison {
  checkSameRows(first.rows, second.rows);
  return {
    ...paired(rowFiguresOf(first), rowFiguresOf(second), COMPARED, options),
    ...paired(alertFiguresOf(first), alertFiguresOf(second), COMPARED, options),
  };
}

function rowFiguresOf({ rows }: Answers) {
  const pooled = rows.filter(isPooled);
  const ranking = rankByScore(
    pooled.map(({ probability }) => probability),
    pooled.map(({ label }) => label),
  );
  return {
    names: ['auc', 'averagePrecision', 'brier', 'ece'] as const,
    groups: pooled.map(({ learnerId }) => learnerId),
    figures: (timesDrawn?: Uint32Array) => {
      const weights = timesDrawn && drawnInOrder(ranking, timesDrawn);
      return [
        rocAuc(ranking, weights),
        averagePrecision(ranking, weights),
        brierScore(ranking.scores, ranking.labels, weights),
        calibrationError(ranking.scores, ranking.labels, weights),
      ];
    },
  };
}

function alertFiguresOf({ rows, alertThreshold }: Answers) {
  const scans = [...Map.groupBy(rows.filter(isFromLearningDays), enrolmentKey).values()].map(
    (ofEnrolment) => ({
      learnerId: ofEnrolment[0].learnerId,
      alerted: ofEnrolment.some((row) => alertLevelOf(row) >= alertThreshold),
      met: ofEnrolment.some(({ label }) => label === 1),
    }),
  );
  return {
    names: ['alertPrecision', 'alertRecall'] as const,
    groups: scans.map(({ learnerId }) => learnerId),
    figures: (timesDrawn?: Uint32Array) => {
      let [alerted, met, right] = [0, 0, 0];
      for (const [place, scan] of scans.entries()) {
        const times = timesDrawn?.[place] ?? 1;
        if (scan.alerted) alerted += times;
        if (scan.met) met += times;
        if (scan.alerted && scan.met) right += times;
      }
      return [alerted === 0 ? null : right / alerted, met === 0 ? null : right / met];
    },
  };
}

function checkSameRows(first: readonly ScoredRow[], second: readonly ScoredRow[]): void {
  const isSame =
    first.length === second.length &&
    first.every((row, place) => {
      const other = second[place];
      return enrolmentKey(row) === enrolmentKey(other) && row.day === other.day && row.label === other.label;
    });
  if (!isSame) throw new RangeError('Two models are compared on the same rows in the same order.');
}
