import { POOLED_DAYS, type RowMetrics, type ScoredRow } from '../../model/judge/evaluation.ts';
import type { JudgedRows } from '../../model/judge/row-evaluation.ts';
import { type Section, table, text } from './card.ts';
import { curveFigures } from './curve-figures.ts';
import { estimateText, UNKNOWN, wholeText } from './figures.ts';
import type { Findings } from './findings.ts';
import { type Level, levelOf } from './level.ts';

/** The table shows every 28th day of the course; with all weeks it would be too long to read. */
const SHOWN_DAYS = 28;

/** How well the model ranks, and whether its probabilities are right. */
export function qualitySection({ evaluation, rows, seed }: Findings): Section {
  const { overall, byDay } = evaluation;
  const pooled = judgedOf(rows.filter(({ day }) => POOLED_DAYS.includes(day)));
  return {
    heading: 'How good it is',
    blocks: [
      text(
        'On presentations that it did not learn from. Intervals are 95 %, from resampling learners with all their rows.',
      ),
      table(COLUMNS, [
        ...byDay
          .filter(({ day }) => day % SHOWN_DAYS === 0)
          .map((metrics) =>
            metricsRow(
              String(metrics.day),
              metrics,
              levelOf(judgedOf(rows.filter(({ day }) => day === metrics.day)), seed),
            ),
          ),
        metricsRow('pooled', overall, levelOf(pooled, seed)),
      ]),
      text(
        `Day is the day of the course; "pooled" covers the days ${POOLED_DAYS.join(', ')}, as do the pictures below. Calibration error is the expected calibration error over ten bins; recall at 85 % precision is the greatest share of those with the target that a threshold finds at which 85 % of the flagged rows are right. "By chance" is the calibration error that exactly true risks would show on these rows, because shares vary where rows are few. An error within that range is no sign that the risks are wrong.`,
      ),
      ...curveFigures(
        pooled,
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
  estimateText(level.expected),
  ...[
    metrics.auc,
    metrics.averagePrecision,
    metrics.brier,
    metrics.ece,
    metrics.eceByChance ?? UNKNOWN,
    metrics.recallAtPrecision85,
  ].map((one) => estimateText(one)),
];

const judgedOf = (rows: readonly ScoredRow[]): JudgedRows => ({
  probabilities: Float64Array.from(rows, ({ probability }) => probability),
  labels: Uint8Array.from(rows, ({ label }) => label),
  groups: rows.map(({ learnerId }) => learnerId),
});
