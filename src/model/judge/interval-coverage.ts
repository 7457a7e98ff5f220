import { z } from 'zod';
import type { ProbabilityInterval } from '../../stats/venn-abers.ts';
import { isPooled } from '../scan-days.ts';
import type { ScoredRow } from './evaluation.ts';

const BINS = 10;

/** A share of fewer rows says more about chance than about the interval. */
const FEWEST_ROWS = 30;

const share = z.number().min(0).max(1).nullable();

/** How well intervals of probabilities kept their promise. */
export const intervalCoverageSchema = z.strictObject({
  /** Tenths of the probability in which the share that met the target lies in the mean interval; null without rows. */
  overall: share,
  /** The same for each presentation by itself; every tenth of every presentation counts alike. */
  byPresentation: share,
  /** Mean distance between the ends of the intervals. */
  meanWidth: share,
});
export type IntervalCoverage = z.infer<typeof intervalCoverageSchema>;

/** Judges intervals on the pooled rows (see isPooled), which the intervals were not learnt from. */
export function intervalCoverage(
  all: readonly ScoredRow[],
  intervalOf: (probability: number) => ProbabilityInterval,
): IntervalCoverage {
  const rows = all.filter(isPooled).map((row) => ({ ...row, ...intervalOf(row.probability) }));
  const presentations = [...Map.groupBy(rows, ({ presentationId }) => presentationId).values()];
  return {
    overall: meanOf(hitsOf(rows)),
    byPresentation: meanOf(presentations.flatMap(hitsOf)),
    meanWidth: meanOf(rows.map(({ low, high }) => high - low)),
  };
}

interface Row extends ProbabilityInterval {
  readonly probability: number;
  readonly label: 0 | 1;
}

/** For each tenth of the probability with enough rows, 1 where the share with the target lies in the mean interval. */
const hitsOf = (rows: readonly Row[]): number[] =>
  [...Map.groupBy(rows, ({ probability }) => Math.min(Math.floor(probability * BINS), BINS - 1)).values()]
    .filter((bin) => bin.length >= FEWEST_ROWS)
    .map((bin) => {
      const [met, low, high] = (['label', 'low', 'high'] as const).map((field) =>
        meanOf(bin.map((row) => row[field])),
      ) as [number, number, number];
      return low <= met && met <= high ? 1 : 0;
    });

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
