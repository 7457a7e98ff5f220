import { enrolmentKey } from '../domain/enrolment.ts';
import { averagePrecision } from '../stats/average-precision.ts';
import { brierScore } from '../stats/brier-score.ts';
import { calibrationError } from '../stats/calibration-error.ts';
import { type Ranking, rankByScore } from '../stats/ranking.ts';
import { rocAuc } from '../stats/roc-auc.ts';
import { type Estimate, estimates, FIRST_ALERT_DAY, POOLED_DAYS, type ScoredRow } from './metrics.ts';

/** What two models are compared by, and whether more of it is better. */
export const COMPARED = {
  auc: 'more',
  averagePrecision: 'more',
  brier: 'less',
  ece: 'less',
  alertPrecision: 'more',
  alertRecall: 'more',
} as const satisfies Record<string, 'more' | 'less'>;
export type Compared = keyof typeof COMPARED;

/** One figure of both models on the same rows. */
export interface ComparedFigure {
  readonly first: number | null;
  readonly second: number | null;
  /** Second minus first, with its 95 % interval over learners drawn anew. */
  readonly difference: Estimate;
  /** Which model is better by it; undecided where the interval holds 0. */
  readonly better: 'first' | 'second' | 'undecided';
}

export type Comparison = Readonly<Record<Compared, ComparedFigure>>;

/** One model's answers. */
export interface Answers {
  readonly rows: readonly ScoredRow[];
  readonly alertThreshold: number;
}

/**
 * Two models on the same rows, figure by figure. The differences are paired: in every draw of the bootstrap both models
 * answer for the same learners, so what is hard for both cancels out, and a difference shows that two separate intervals
 * would hide (Efron and Tibshirani 1993, chapter 10).
 *
 * Ranking and probabilities are compared over the pooled days, alerts by weekly scans, each model at its own threshold.
 *
 * @throws RangeError where the rows are not the same in both
 */
export function compareAnswers(
  first: Answers,
  second: Answers,
  options: { readonly seed: number; readonly resamples?: number },
): Comparison {
  checkSameRows(first.rows, second.rows);
  const rowDifferences = paired(first, second, rowFiguresOf, options);
  const alertDifferences = paired(first, second, alertFiguresOf, options);
  return { ...rowDifferences, ...alertDifferences };
}

/** Computes figures by how often each row, or each enrolment, was drawn. */
interface FigureSource<Figure extends Compared> {
  readonly names: readonly Figure[];
  /** The learner of each entry that is drawn. */
  readonly learners: readonly string[];
  readonly figures: (timesDrawn?: Uint32Array) => readonly (number | null)[];
}

function paired<Figure extends Compared>(
  first: Answers,
  second: Answers,
  sourceOf: (answers: Answers) => FigureSource<Figure>,
  options: { readonly seed: number; readonly resamples?: number },
): Record<Figure, ComparedFigure> {
  const [one, other] = [sourceOf(first), sourceOf(second)];
  const differences = estimates(one.names, one.learners, options, (timesDrawn) => {
    const before = one.figures(timesDrawn);
    return other.figures(timesDrawn).map((value, place) => minus(value, before[place]));
  });
  const [firsts, seconds] = [one.figures(), other.figures()];
  const entries = one.names.map((name, place) => {
    const difference = differences[name];
    return [
      name,
      {
        first: firsts[place],
        second: seconds[place],
        difference,
        better: betterOf(difference, COMPARED[name]),
      } satisfies ComparedFigure,
    ];
  });
  return Object.fromEntries(entries) as Record<Figure, ComparedFigure>;
}

const minus = (value: number | null, from: number | null): number | null =>
  value === null || from === null ? null : value - from;

function betterOf({ low, high }: Estimate, better: 'more' | 'less'): ComparedFigure['better'] {
  if (low === null || high === null || (low <= 0 && high >= 0)) return 'undecided';
  return low > 0 === (better === 'more') ? 'second' : 'first';
}

function rowFiguresOf({ rows }: Answers) {
  const pooled = rows.filter(({ day }) => POOLED_DAYS.includes(day));
  const ranking = rankByScore(
    pooled.map(({ probability }) => probability),
    pooled.map(({ label }) => label),
  );
  return {
    names: ['auc', 'averagePrecision', 'brier', 'ece'] as const,
    learners: pooled.map(({ learnerId }) => learnerId),
    figures: (timesDrawn?: Uint32Array) => {
      const weights = timesDrawn && inOrderOf(ranking, timesDrawn);
      return [
        rocAuc(ranking, weights),
        averagePrecision(ranking, weights),
        brierScore(ranking.scores, ranking.labels, weights),
        calibrationError(ranking.scores, ranking.labels, weights),
      ];
    },
  };
}

const inOrderOf = ({ order }: Ranking, timesDrawn: Uint32Array): Uint32Array =>
  Uint32Array.from(order, (row) => timesDrawn[row]);

function alertFiguresOf({ rows, alertThreshold }: Answers) {
  const scans = [
    ...Map.groupBy(
      rows.filter(({ day }) => day >= FIRST_ALERT_DAY),
      enrolmentKey,
    ).values(),
  ].map((ofEnrolment) => ({
    learnerId: ofEnrolment[0].learnerId,
    alerted: ofEnrolment.some(({ probability }) => probability >= alertThreshold),
    met: ofEnrolment.some(({ label }) => label === 1),
  }));
  return {
    names: ['alertPrecision', 'alertRecall'] as const,
    learners: scans.map(({ learnerId }) => learnerId),
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
