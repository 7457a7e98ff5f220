/**
 * Prints the figures of quality in a model file, as the tables in README.md and docs/model-card.md.
 *
 *   node bench/model-figures.ts [models/dropout.json]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Estimate, RowMetrics } from '../src/model/judge/evaluation.ts';
import { judgedByEnrolments, parseModelFile } from '../src/model/model-file.ts';
import type { History } from '../src/model/training-history.ts';

const path = process.argv[2] ?? join(import.meta.dirname, '..', 'models', 'dropout.json');
const model = parseModelFile(readFileSync(path, 'utf8'), path);
const { id, estimator, indicators, calibration, alertEase, trainedOn, metrics } = model;
const { overall, byDay, alerts } = judgedByEnrolments(model);
const { intervalCoverage, judgedModel, newLearners } = metrics;

/** The first weeks one by one, because people can still do most then; later every four weeks. */
const FIRST_DAYS = 28;

const figure = ({ value }: Estimate, digits = 3): string => value?.toFixed(digits) ?? '-';

/** `0.886 (0.880 to 0.891)` */
const withInterval = (estimate: Estimate, digits = 3): string =>
  estimate.low === null || estimate.high === null
    ? figure(estimate, digits)
    : `${figure(estimate, digits)} (${estimate.low.toFixed(digits)} to ${estimate.high.toFixed(digits)})`;

const count = (number: number): string => number.toLocaleString('en');

const inWords = ({ parts, rows, groups, from, to }: History): string =>
  `${parts.join(', ')}: ${count(rows)} rows of ${count(groups)} enrolments, ${from} to ${to}`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const dayRow = (name: string, row: RowMetrics): string[] => [
  name,
  count(row.n),
  row.baseRate?.toFixed(3) ?? '-',
  withInterval(row.auc),
  withInterval(row.averagePrecision),
  withInterval(row.brier),
  withInterval(row.ece),
  row.eceByChance === undefined ? '-' : withInterval(row.eceByChance),
  withInterval(row.recallAtPrecision85),
];

console.log(`Model ${id}: ${estimator.estimator} over ${indicators.length} columns, ${calibration.kind} calibration.
Learnt from ${inWords(trainedOn)}.
${judgedModel === undefined ? '' : `The model judged is ${judgedModel.id}, learnt from ${inWords(judgedModel.trainedOn)}.\n`}Judged on ${inWords(metrics.evaluatedOn)}.
`);
console.log(
  table(
    [
      'day',
      'enrolments',
      'share that left or failed',
      'ROC-AUC',
      'average precision',
      'Brier score',
      'calibration error',
      'by chance',
      'recall at 85 % precision',
    ],
    [
      ...byDay
        .filter(({ day }) => day <= FIRST_DAYS || day % FIRST_DAYS === 0)
        .map((row) => dayRow(String(row.day), row)),
      dayRow('28 to 168', overall),
    ],
  ),
);
console.log();
console.log(
  table(
    [
      `alerts, from a risk of ${alerts.threshold.toFixed(3)}${alertEase === undefined ? '' : ' with no work due'}`,
      'figure',
    ],
    [
      ['enrolments judged', count(alerts.enrolments)],
      ['enrolments that raised an alert', count(alerts.alerted)],
      ['precision: alerted enrolments that withdrew or failed', withInterval(alerts.precision)],
      ['recall: enrolments that withdrew or failed and were alerted', withInterval(alerts.recall)],
      ['withdrawals alerted before they happened', withInterval(alerts.withdrawnFlagged)],
      ['of the withdrawals alerted: 14 days or more before', withInterval(alerts.shareFlagged14DaysAhead)],
      ['median days from the first alert to the withdrawal', withInterval(alerts.medianLeadDays, 0)],
    ],
  ),
);
if (newLearners !== undefined) {
  const { overall: pooled, alerts: ofNew } = newLearners;
  console.log();
  console.log(
    table(
      ['learners never met before', 'figure'],
      [
        ['enrolments judged', count(ofNew.enrolments)],
        ['ROC-AUC, pooled days', withInterval(pooled.auc)],
        ['calibration error, pooled days', withInterval(pooled.ece)],
        ['precision of alerts', withInterval(ofNew.precision)],
        ['recall of alerts', withInterval(ofNew.recall)],
        ['withdrawals alerted before they happened', withInterval(ofNew.withdrawnFlagged)],
      ],
    ),
  );
}
if (intervalCoverage !== undefined) {
  const share = (value: number | null): string => value?.toFixed(3) ?? '-';
  console.log();
  console.log(
    table(
      ['interval of a risk', 'figure'],
      [
        ['tenths of the risk whose share lies in the mean interval', share(intervalCoverage.overall)],
        ['the same in each presentation by itself', share(intervalCoverage.byPresentation)],
        ['mean width', share(intervalCoverage.meanWidth)],
      ],
    ),
  );
}
