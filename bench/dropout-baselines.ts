/**
 * Judges the model in service and simple rules on the same weekly rows by the same figures, and compares the model's mean
 * risk with what happened. The stores must hold the presentations (rekindle import oulad <zip>).
 *
 *   node bench/dropout-baselines.ts 2014B
 */
import { readConfig } from '../src/config.ts';
import { levelOf } from '../src/explain/report/level.ts';
import { COLUMNS } from '../src/features/indicators.ts';
import { alertLevel, deadlinesOf } from '../src/model/alert-ease.ts';
import { type Estimate, evaluate, type ScoredRow } from '../src/model/judge/evaluation.ts';
import { type LabelledRows, labelledRows } from '../src/model/learn/labelled-rows.ts';
import { columnAt, rowOf } from '../src/model/matrix.ts';
import { judgingDays } from '../src/model/scan-days.ts';
import { scorerOf } from '../src/model/score.ts';
import { dropout } from '../src/model/targets/dropout.ts';
import { loadModel, openStores } from '../src/runtime.ts';
import { allPresentations } from '../src/store/presentations.ts';

const SHOWN_DAYS: readonly number[] = [7, 14, 28, 56, 84, 112, 168, 224];
const SEED = 1;

/** A rule on one indicator: a higher value means a higher risk, and from `alertFrom` the rule alerts. */
interface Rule {
  readonly name: string;
  readonly indicator: string;
  readonly alertFrom: number;
  /** The value that replaces an unknown one. */
  readonly unknown: number;
}

const RULES: readonly Rule[] = [
  {
    name: 'no activity for 14 days or more',
    indicator: 'days_since_last_activity',
    alertFrom: 14,
    unknown: Number.POSITIVE_INFINITY,
  },
  {
    name: 'no activity for 28 days or more',
    indicator: 'days_since_last_activity',
    alertFrom: 28,
    unknown: Number.POSITIVE_INFINITY,
  },
  { name: 'at least one assessment missed', indicator: 'assessments_missed', alertFrom: 1, unknown: 0 },
  { name: 'at least two assessments missed', indicator: 'assessments_missed', alertFrom: 2, unknown: 0 },
];

const scoredBy = (rows: LabelledRows, probabilityOf: (row: number) => number): ScoredRow[] =>
  rows.rowOutcomes.map((outcome, row) => ({
    ...outcome,
    probability: probabilityOf(row),
    label: rows.labels[row] as 0 | 1,
  }));

/** Maps values to 0 to 1 in the same order; the figures of a rule need no more than the order. */
const asProbability = (value: number): number =>
  value === Number.POSITIVE_INFINITY ? 1 : value / (1 + value);

function scoredByRule(rows: LabelledRows, { indicator, unknown }: Rule): ScoredRow[] {
  const values = columnAt(rows.matrix, rows.matrix.columns.indexOf(indicator));
  return scoredBy(rows, (row) => asProbability(Number.isNaN(values[row]) ? unknown : values[row]));
}

const withInterval = ({ value, low, high }: Estimate, digits = 3): string =>
  `${value?.toFixed(digits)} (${low?.toFixed(digits)} to ${high?.toFixed(digits)})`;

const print = (...cells: readonly string[]): void => console.log(`| ${cells.join(' | ')} |`);

function printAlerts(name: string, rows: readonly ScoredRow[], alertThreshold: number): void {
  const { overall, alerts } = evaluate(rows, { alertThreshold, seed: SEED });
  print(
    name,
    withInterval(overall.auc),
    alerts.alerted.toLocaleString('en'),
    withInterval(alerts.precision),
    withInterval(alerts.recall),
    withInterval(alerts.shareFlagged14DaysAhead),
    withInterval(alerts.medianLeadDays, 0),
  );
}

function printLevels(rows: readonly ScoredRow[]): void {
  const days = Map.groupBy(rows, ({ day }) => day);
  for (const day of SHOWN_DAYS) {
    const ofDay = days.get(day) ?? [];
    const { expected, share } = levelOf(
      {
        probabilities: Float64Array.from(ofDay, ({ probability }) => probability),
        labels: Uint8Array.from(ofDay, ({ label }) => label),
        groups: ofDay.map(({ learnerId }) => learnerId),
      },
      SEED,
    );
    print(String(day), withInterval(expected), withInterval(share));
  }
}

const season = process.argv[2];
if (season === undefined) throw new Error('usage: dropout-baselines.ts <season>, for example 2014B');
const config = readConfig(process.env);
const model = loadModel(config);
const stores = await openStores(config, 'baselines');
try {
  const presentations = (await allPresentations(stores.state)).filter(({ id }) => id.endsWith(`-${season}`));
  if (presentations.length === 0) throw new Error(`The stores hold no presentation of ${season}.`);
  const rows = await labelledRows(stores.eventLog, dropout, presentations, judgingDays);
  if (rows === null) throw new Error(`No outcome of ${season} is known.`);
  const scorer = scorerOf(model, COLUMNS);
  const deadlines = deadlinesOf(rows.matrix);
  const byModel = scoredBy(rows, (row) => scorer.probability(rowOf(rows.matrix, row))).map((scored, row) => ({
    ...scored,
    ...(model.alertEase && { alertLevel: alertLevel(scored.probability, deadlines[row], model.alertEase) }),
  }));

  print(
    'alert',
    'ROC-AUC',
    'alerted',
    'precision',
    'recall',
    'of the withdrawals alerted: 14 days before',
    'median lead, days',
  );
  print(...Array<string>(7).fill('---'));
  printAlerts(`model ${model.id}, from ${model.alertThreshold.toFixed(3)}`, byModel, model.alertThreshold);
  for (const rule of RULES) printAlerts(rule.name, scoredByRule(rows, rule), asProbability(rule.alertFrom));

  console.log();
  print('day', 'mean risk', 'share that left or failed');
  print(...Array<string>(3).fill('---'));
  printLevels(byModel);
} finally {
  await stores.close();
}
