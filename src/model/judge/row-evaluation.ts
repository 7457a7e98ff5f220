import { z } from 'zod';
import { averagePrecision } from '../../stats/average-precision.ts';
import { brierScore } from '../../stats/brier-score.ts';
import { calibrationError, calibrationErrorByChance } from '../../stats/calibration-error.ts';
import { rankByScore } from '../../stats/ranking.ts';
import { rocAuc } from '../../stats/roc-auc.ts';
import { drawOptions, type Estimate, estimateSchema, estimates } from './evaluation.ts';
import { drawnInOrder, type FigureSource } from './paired.ts';

export const rowEvaluationSchema = z.strictObject({
  kind: z.literal('rows'),
  n: z.int().min(0),
  /** How many groups, for example users; the rows of a group were drawn together for the intervals. */
  groups: z.int().min(0),
  /** Share of the rows with the target. */
  baseRate: z.number().nullable(),
  auc: estimateSchema,
  averagePrecision: estimateSchema,
  brier: estimateSchema,
  /** Root of the Brier score. */
  rmse: estimateSchema,
  /** Share of the rows whose label is the one the model finds likelier. */
  accuracy: estimateSchema,
  /** Expected calibration error over ten bins. */
  ece: estimateSchema,
  /**
   * The calibration error that perfectly calibrated probabilities would show on these rows, and the range that holds 95 %
   * of such errors (see calibrationErrorByChance); files of earlier releases have the number alone.
   */
  eceByChance: z.union([estimateSchema, z.number().nullable()]),
});
export type RowEvaluation = z.infer<typeof rowEvaluationSchema>;

/** Rows, the probability that a model gave each, and what became of them. */
export interface JudgedRows {
  readonly probabilities: Float64Array;
  /** 1 where the target was met. */
  readonly labels: Uint8Array;
  /** The rows of a group resemble each other and are drawn together. */
  readonly groups: readonly string[];
}

const FIGURES = ['auc', 'averagePrecision', 'brier', 'rmse', 'accuracy', 'ece'] as const;
export type RowFigure = (typeof FIGURES)[number];

/** How good probabilities are on rows the model has not seen, with 95 % intervals over groups (see clusterBootstrap). */
export function evaluateRows(
  rows: JudgedRows,
  options: { readonly seed: number; readonly resamples?: number },
): RowEvaluation {
  const { probabilities, labels, groups } = rows;
  const n = labels.length;
  const source = rowFigures(rows);
  return {
    kind: 'rows',
    n,
    groups: new Set(groups).size,
    baseRate: n === 0 ? null : labels.reduce((sum, label) => sum + label, 0) / n,
    ...estimates(source.names, source.groups, options, source.figures),
    eceByChance: calibrationErrorByChance(
      probabilities,
      Uint32Array.from(probabilities.keys()),
      drawOptions(options),
    ),
  };
}

/** How much calibration error chance alone makes, whichever release wrote it. */
export const eceByChanceOf = ({ eceByChance }: RowEvaluation): Estimate =>
  eceByChance === null || typeof eceByChance === 'number'
    ? { value: eceByChance, low: null, high: null }
    : eceByChance;

/** The figures of rows, by how often each was drawn. */
export function rowFigures({ probabilities, labels, groups }: JudgedRows): FigureSource<RowFigure> {
  const ranking = rankByScore(probabilities, labels);
  return {
    names: FIGURES,
    groups,
    figures: (timesDrawn) => {
      const times = timesDrawn && drawnInOrder(ranking, timesDrawn);
      const brier = brierScore(ranking.scores, ranking.labels, times);
      return [
        rocAuc(ranking, times),
        averagePrecision(ranking, times),
        brier,
        brier === null ? null : Math.sqrt(brier),
        accuracy(ranking.scores, ranking.labels, times),
        calibrationError(ranking.scores, ranking.labels, times),
      ];
    },
  };
}

function accuracy(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  timesDrawn?: Uint32Array,
): number | null {
  let right = 0;
  let total = 0;
  for (let row = 0; row < labels.length; row += 1) {
    const times = timesDrawn?.[row] ?? 1;
    if (probabilities[row] >= 0.5 === (labels[row] === 1)) right += times;
    total += times;
  }
  return total === 0 ? null : right / total;
}
