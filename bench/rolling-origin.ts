/**
 * Rolls the origin: for every season with a next one, learns from the seasons up to it and evaluates on the next season.
 * Prints how good each model was. These are the figures that the model would have had, had it been in service all along.
 *
 *   node bench/rolling-origin.ts <oulad zip> [--target dropout] [--until 2013B] [--estimator gradient_boosting]
 */
import { parseArgs } from 'node:util';
import { openData } from '../src/commands/models/data.ts';
import { openProgress } from '../src/commands/progress.ts';
import { readConfig } from '../src/config.ts';
import { moment } from '../src/domain/moment.ts';
import type { Presentation } from '../src/domain/presentation.ts';
import { InputError } from '../src/errors.ts';
import type { Estimate, RowMetrics } from '../src/model/judge/evaluation.ts';
import { trainEnrolments } from '../src/model/learn/train.ts';
import { judgedByEnrolments, type Model } from '../src/model/model-file.ts';
import { enrolmentTargetNamed } from '../src/model/targets/enrolment-targets.ts';
import { allPresentations } from '../src/store/presentations.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    target: { type: 'string', default: 'dropout' },
    /** The only origin; all of them where absent. */
    until: { type: 'string' },
    estimator: { type: 'string' },
  },
});

const SEED = 1;
const PRECISION_GOAL = 0.85;
const SHOWN_DAYS = 28;

/** The seasons for training, and the season after them for the evaluation. */
interface Origin {
  readonly until: string;
  readonly presentations: readonly Presentation[];
}

function originsOf(presentations: readonly Presentation[]): Origin[] {
  const starts = [...new Set(presentations.map(({ startsOn }) => startsOn))].sort();
  return starts.slice(0, -1).map((until, nth) => ({
    until,
    presentations: presentations.filter(({ startsOn }) => startsOn <= starts[nth + 1]),
  }));
}

const print = (...cells: readonly string[]): void => console.log(`| ${cells.join(' | ')} |`);

const withInterval = ({ value, low, high }: Estimate, digits = 3): string =>
  value === null ? '-' : `${value.toFixed(digits)} (${low?.toFixed(digits)} to ${high?.toFixed(digits)})`;

const row = (name: string, metrics: RowMetrics): void =>
  print(
    name,
    metrics.n.toLocaleString('en'),
    metrics.baseRate?.toFixed(3) ?? '-',
    withInterval(metrics.auc),
    withInterval(metrics.brier),
    withInterval(metrics.ece),
    metrics.eceByChance === undefined ? '-' : withInterval(metrics.eceByChance),
    withInterval(metrics.recallAtPrecision85),
  );

function printModel(model: Model): void {
  const { overall, byDay, alerts } = judgedByEnrolments(model);
  const { trainedOn, metrics } = model;
  console.log(
    `\nLearnt from ${trainedOn.parts.join(', ')}; judged on ${metrics.evaluatedOn.parts.join(', ')}.\n`,
  );
  print(
    'day',
    'enrolments',
    'share',
    'ROC-AUC',
    'Brier score',
    'calibration error',
    'by chance',
    'recall at 85 %',
  );
  print(...Array<string>(8).fill('---'));
  for (const metrics of byDay.filter(({ day }) => day % SHOWN_DAYS === 0 && day <= 168))
    row(String(metrics.day), metrics);
  row('28 to 168', overall);
  console.log();
  print(
    'alerts from',
    'alerted',
    'precision',
    'recall',
    'withdrawals found',
    '14 days ahead',
    'median lead, days',
  );
  print(...Array<string>(7).fill('---'));
  print(
    alerts.threshold.toFixed(3),
    alerts.alerted.toLocaleString('en'),
    withInterval(alerts.precision),
    withInterval(alerts.recall),
    withInterval(alerts.withdrawnFlagged),
    withInterval(alerts.shareFlagged14DaysAhead),
    withInterval(alerts.medianLeadDays, 0),
  );
}

const { progress, close } = openProgress(process.stderr, Date.now);
const data = await openData(readConfig(process.env), 'rolling-origin', positionals[0], progress);
try {
  const all = await allPresentations(data.stores.state);
  const wanted = originsOf(all).filter(
    ({ presentations, until }) =>
      values.until === undefined ||
      presentations.some(({ id, startsOn }) => id.endsWith(`-${values.until}`) && startsOn === until),
  );
  if (wanted.length === 0) throw new InputError('The data holds no two seasons, one after the other.');
  for (const { until, presentations } of wanted)
    printModel(
      (
        await trainEnrolments({
          target: enrolmentTargetNamed(values.target),
          eventLog: data.stores.eventLog,
          presentations,
          until,
          estimator: values.estimator ?? null,
          seed: SEED,
          precisionGoal: PRECISION_GOAL,
          leftAlone: new Map(),
          now: moment(Date.now()),
          progress,
        })
      ).judged,
    );
} finally {
  close();
  await data.close();
}
