import { percent } from '../../features/phrase.ts';
import { POOLED_DAYS, type RowMetrics, type ScoredRow } from '../../model/metrics.ts';
import { groupNumbers } from '../../stats/bootstrap.ts';
import { precisionRecallCurve } from '../../stats/precision-recall-curve.ts';
import { rankByScore } from '../../stats/ranking.ts';
import { reliability } from '../../stats/reliability.ts';
import { rocCurve } from '../../stats/roc-curve.ts';
import { figure, type Section, table, text } from './card.ts';
import { precisionRecallChart, reliabilityChart, rocChart } from './curve-charts.ts';
import { estimateText, wholeText } from './figures.ts';
import type { Findings } from './findings.ts';

/** Days of the course that the table shows; with all weeks it would be too long to read. */
const SHOWN_DAYS = 28;

const RESAMPLES = 200;

/** How well the model ranks, and whether its probabilities are true. */
export function qualitySection({ evaluation, rows, seed }: Findings): Section {
  const { overall, byDay } = evaluation;
  const pooled = rows.filter(({ day }) => POOLED_DAYS.includes(day));
  const probabilities = pooled.map(({ probability }) => probability);
  const labels = pooled.map(({ label }) => label);
  const ranking = rankByScore(probabilities, labels);
  const learners = groupNumbers(pooled.map(({ learnerId }) => learnerId));
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
      figure(
        'roc',
        `ROC curve over the pooled rows. Area: ${estimateText(overall.auc)}.`,
        rocChart(rocCurve(ranking), overall.auc),
      ),
      figure(
        'precision-recall',
        `Precision against recall over the pooled rows. Average precision: ${estimateText(overall.averagePrecision)}.`,
        precisionRecallChart(
          precisionRecallCurve(ranking),
          overall.averagePrecision,
          overall.baseRate ?? 0,
          overall.precision.value === null || overall.recall.value === null
            ? null
            : { precision: overall.precision.value, recall: overall.recall.value },
        ),
      ),
      figure(
        'reliability',
        `What was said against what came of it, by tenths of the probability. Calibration error: ${estimateText(overall.ece)}.`,
        reliabilityChart(
          reliability(probabilities, labels, learners, { resamples: RESAMPLES, seed }),
          overall.ece,
        ),
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
