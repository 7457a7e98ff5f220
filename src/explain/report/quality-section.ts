import type { RowMetrics, ScoredRow } from '../../model/judge/evaluation.ts';
import type { JudgedRows } from '../../model/judge/row-evaluation.ts';
import type { Model } from '../../model/model-file.ts';
import { isPooled } from '../../model/scan-days.ts';
import type { History } from '../../model/training-history.ts';
import { type Block, type Section, table, text } from './card.ts';
import { curveFigures } from './curve-figures.ts';
import { estimateText, UNKNOWN, wholeText } from './figures.ts';
import type { Findings } from './findings.ts';
import { type Level, levelOf } from './level.ts';

/** How well the model ranks, and whether its probabilities are right. */
export function qualitySection({ evaluation, judgedOn, model, rows, seed }: Findings): Section {
  const { overall, byDay, tableDays = [] } = evaluation;
  const pooledRows = rows.filter(isPooled);
  const pooled = judgedOf(pooledRows);
  const pooledDays = [...new Set(pooledRows.map(({ day }) => day))].sort((a, b) => a - b);
  return {
    heading: 'How good it is',
    blocks: [
      text(
        'On presentations that it did not learn from. Intervals are 95 %, from resampling learners with all their rows.',
      ),
      table(COLUMNS, [
        ...byDay
          .filter(({ day }) => tableDays.includes(day))
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
        `Day is the day of the course; "pooled" covers the days ${pooledDays.join(', ')}, as do the pictures below. Calibration error is the expected calibration error over ten bins; recall at 85 % precision is the greatest share of those with the target that a threshold finds at which 85 % of the flagged rows are right. "By chance" is the calibration error that exactly true risks would show on these rows, because shares vary where rows are few. An error within that range is no sign that the risks are wrong.`,
      ),
      ...newLearnersTable(model, judgedOn),
      ...curveFigures(
        pooled,
        { ...overall, eceByChance: overall.eceByChance ?? UNKNOWN, atThreshold: overall },
        { rows: 'the pooled rows', seed },
      ),
    ],
  };
}

/** The figures of learners that the model had not met, where the rows that judge are those of its training. */
function newLearnersTable({ metrics: { newLearners, evaluatedOn } }: Model, judgedOn: History): Block[] {
  if (newLearners === undefined || evaluatedOn.fingerprint !== judgedOn.fingerprint) return [];
  const { overall, alerts } = newLearners;
  return [
    text('Some learners may have taken an earlier course that the model learnt from. Without them:'),
    table(
      ['learners never met before', 'figure'],
      [
        ['enrolments judged', wholeText(alerts.enrolments)],
        ['ROC-AUC, pooled', estimateText(overall.auc)],
        ['calibration error, pooled', estimateText(overall.ece)],
        ['precision of alerts', estimateText(alerts.precision)],
        ['recall of alerts', estimateText(alerts.recall)],
      ],
    ),
  ];
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
