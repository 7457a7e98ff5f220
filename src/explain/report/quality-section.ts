import { percent } from '../../features/phrase.ts';
import { POOLED_DAYS, type RowMetrics, type ScoredRow } from '../../model/metrics.ts';
import { type Section, table, text } from './card.ts';
import { curveFigures } from './curve-figures.ts';
import { estimateText, wholeText } from './figures.ts';
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
          .map((metrics) => metricsRow(String(metrics.day), metrics, meanRisk(rows, metrics.day))),
        metricsRow('pooled', overall, meanRisk(pooled)),
      ]),
      text(
        `Day is the day of the course; pooled are the days ${POOLED_DAYS.join(', ')}, as in the pictures below. Calibration error is the expected calibration error over ten bins; recall at 85 % precision is the greatest share of those with the target that a threshold with 85 % right rows finds.`,
      ),
      ...curveFigures(
        {
          probabilities: Float64Array.from(pooled, ({ probability }) => probability),
          labels: Uint8Array.from(pooled, ({ label }) => label),
          groups: pooled.map(({ learnerId }) => learnerId),
        },
        { ...overall, atThreshold: atThreshold(overall) },
        { rows: 'the pooled rows', seed },
      ),
    ],
  };
}

const atThreshold = ({ precision, recall }: RowMetrics) =>
  precision.value === null || recall.value === null
    ? null
    : { precision: precision.value, recall: recall.value };

const COLUMNS = [
  'day',
  'rows',
  'with the target',
  'mean risk',
  'ROC-AUC',
  'average precision',
  'Brier score',
  'calibration error',
  'recall at 85 % precision',
];

const metricsRow = (day: string, metrics: RowMetrics, risk: number): string[] => [
  day,
  wholeText(metrics.n),
  percent(metrics.baseRate ?? 0),
  percent(risk),
  estimateText(metrics.auc),
  estimateText(metrics.averagePrecision),
  estimateText(metrics.brier),
  estimateText(metrics.ece),
  estimateText(metrics.recallAtPrecision85),
];

function meanRisk(rows: readonly ScoredRow[], day?: number): number {
  const ofDay = day === undefined ? rows : rows.filter((row) => row.day === day);
  return ofDay.reduce((sum, { probability }) => sum + probability, 0) / Math.max(1, ofDay.length);
}
