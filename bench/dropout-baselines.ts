/**
 * Judges simple rules as the model of the target `dropout` is judged: on the same weekly rows, by the same figures.
 * The presentations have to be in the stores (rekindle import oulad <zip>).
 *
 *   node bench/dropout-baselines.ts 2014B
 */
import { readConfig } from '../src/config.ts';
import { labelledRows } from '../src/model/labelled-rows.ts';
import { columnAt } from '../src/model/matrix.ts';
import { type AlertMetrics, type Estimate, evaluate, type RowMetrics } from '../src/model/metrics.ts';
import { openStores } from '../src/runtime.ts';
import { allPresentations } from '../src/store/presentations.ts';

const WEEK_DAYS = 7;
const SEED = 1;

/** One indicator, more of which means more risk, and the value from which the rule alerts. */
interface Baseline {
  readonly name: string;
  readonly indicator: string;
  readonly alertFrom: number;
  /** What an unknown value stands for. */
  readonly unknown: number;
}

const BASELINES: readonly Baseline[] = [
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

/** Ranks as the value does, from 0 to 1, which is all that the figures here need. */
const asProbability = (value: number): number =>
  value === Number.POSITIVE_INFINITY ? 1 : value / (1 + value);

const withInterval = ({ value, low, high }: Estimate, digits = 3): string =>
  `${value?.toFixed(digits)} (${low?.toFixed(digits)} to ${high?.toFixed(digits)})`;

const line = (name: string, { auc }: RowMetrics, alerts: AlertMetrics): string =>
  `| ${[
    name,
    withInterval(auc),
    alerts.alerted.toLocaleString('en'),
    withInterval(alerts.precision),
    withInterval(alerts.recall),
    withInterval(alerts.shareFlagged14DaysAhead),
    withInterval(alerts.medianLeadDays, 0),
  ].join(' | ')} |`;

const season = process.argv[2];
if (season === undefined) throw new Error('usage: dropout-baselines.ts <season>, for example 2014B');
const stores = await openStores(readConfig(process.env), 'baselines');
try {
  const presentations = (await allPresentations(stores.state)).filter(({ id }) => id.endsWith(`-${season}`));
  if (presentations.length === 0) throw new Error(`The stores hold no presentation of ${season}.`);
  const rows = await labelledRows(stores.eventLog, presentations, WEEK_DAYS, () => {});
  console.log(
    '| rule | ROC-AUC | alerted | precision | recall | withdrawals alerted 14 days before | median lead, days |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const { name, indicator, alertFrom, unknown } of BASELINES) {
    const values = columnAt(rows.matrix, rows.matrix.columns.indexOf(indicator));
    const scored = rows.fates.map((fate, row) => ({
      ...fate,
      probability: asProbability(Number.isNaN(values[row]) ? unknown : (values[row] as number)),
      label: rows.labels[row] as 0 | 1,
    }));
    const { overall, alerts } = evaluate(scored, { alertThreshold: asProbability(alertFrom), seed: SEED });
    console.log(line(name, overall, alerts));
  }
} finally {
  await stores.close();
}
