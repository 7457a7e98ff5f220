import {
  type Estimate,
  estimates,
  POOLED_DAYS,
  type RowMetrics,
  type ScoredRow,
} from '../../model/metrics.ts';
import { type Section, table, text } from './card.ts';
import { curveFigures } from './curve-figures.ts';
import { estimateText, UNKNOWN, wholeText } from './figures.ts';
import type { Findings } from './findings.ts';

/** Days of the course that the table shows; with all weeks it would be too long to read. */
const SHOWN_DAYS = 28;

/** How well the model ranks, and whether its probabilities are true. */
export function qualitySection({ evaluation, rows, seed }: Findings): Section {
  const { overall, byDay } = evaluation;
  const pooled = rows.filter(({ day }) => POOLED_DAYS.includes(day));
  return {
    heading: 'How good it is',
    blocks: [
      text(
        'On presentations that it did not learn from. Intervals are 95 %, from drawing learners anew with all their rows.',
      ),
      table(COLUMNS, [
        ...byDay
          .filter(({ day }) => day % SHOWN_DAYS === 0)
          .map((metrics) =>
            metricsRow(
              String(metrics.day),
              metrics,
              levelOf(
                rows.filter(({ day }) => day === metrics.day),
                seed,
              ),
            ),
          ),
        metricsRow('pooled', overall, levelOf(pooled, seed)),
      ]),
      text(
        `Day is the day of the course; pooled are the days ${POOLED_DAYS.join(', ')}, as in the pictures below. Calibration error is the expected calibration error over ten bins; recall at 85 % precision is the greatest share of those with the target that a threshold with 85 % right rows finds. By chance is the calibration error that risks which are exactly true would show on these rows: with few rows the shares stray. An error within its range is no sign of untrue risks.`,
      ),
      ...curveFigures(
        {
          probabilities: Float64Array.from(pooled, ({ probability }) => probability),
          labels: Uint8Array.from(pooled, ({ label }) => label),
          groups: pooled.map(({ learnerId }) => learnerId),
        },
        { ...overall, eceByChance: overall.eceByChance ?? UNKNOWN, atThreshold: overall },
        { rows: 'the pooled rows', seed },
      ),
    ],
  };
}

const COLUMNS = [
  'day',
  'rows',
  'with the target',
  'mean risk',
  'ROC-AUC',
  'average precision',
  'Brier score',
  'calibration error',
  'by chance',
  'recall at 85 % precision',
];

const metricsRow = (day: string, metrics: RowMetrics, level: Level): string[] => [
  day,
  wholeText(metrics.n),
  estimateText(level.share),
  estimateText(level.risk),
  ...[
    metrics.auc,
    metrics.averagePrecision,
    metrics.brier,
    metrics.ece,
    metrics.eceByChance ?? UNKNOWN,
    metrics.recallAtPrecision85,
  ].map((one) => estimateText(one)),
];

type Level = Record<'share' | 'risk', Estimate>;

/** How many have the target, and how many were expected to. */
function levelOf(rows: readonly ScoredRow[], seed: number): Level {
  const mean = (figureOf: (row: ScoredRow) => number, timesDrawn?: Uint32Array): number | null => {
    let [sum, total] = [0, 0];
    for (const [place, row] of rows.entries()) {
      const times = timesDrawn?.[place] ?? 1;
      sum += times * figureOf(row);
      total += times;
    }
    return total === 0 ? null : sum / total;
  };
  return estimates(
    ['share', 'risk'],
    rows.map(({ learnerId }) => learnerId),
    { seed },
    (timesDrawn) => [
      mean(({ label }) => label, timesDrawn),
      mean(({ probability }) => probability, timesDrawn),
    ],
  );
}
