import { writeFileSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { moment } from '../domain/moment.ts';
import { UsageError } from '../errors.ts';
import { ESTIMATORS } from '../model/estimators/estimators.ts';
import type { Estimate } from '../model/metrics.ts';
import { judgedByEnrolments, type Model, serialiseModelFile } from '../model/model-file.ts';
import { ENGAGEMENT } from '../model/targets/engagement.ts';
import { trainDropout } from '../model/train.ts';
import { allPresentations } from '../store/presentations.ts';
import { openData } from './data.ts';
import { trainEngagementCommand } from './engagement.ts';
import { NUDGE_TARGETS, trainNudgeCommand } from './nudge.ts';
import { numberOf } from './number.ts';
import { openProgress } from './progress.ts';
import { checkTarget } from './target.ts';

interface TrainOptions {
  data?: string;
  out?: string;
  estimator?: string;
  split?: string;
  until?: string;
  precision: string;
  seed: string;
  json?: boolean;
}

export async function train(target: string, options: TrainOptions): Promise<void> {
  checkTarget(target);
  if (options.estimator !== undefined && !Object.hasOwn(ESTIMATORS, options.estimator))
    throw new UsageError(
      `unknown estimator ${options.estimator}; known are ${Object.keys(ESTIMATORS).join(', ')}`,
    );
  if (target === ENGAGEMENT) return trainEngagementCommand(options);
  if (Object.hasOwn(NUDGE_TARGETS, target)) return trainNudgeCommand(target, options);
  const precisionGoal = numberOf('--precision', options.precision, 0, 1);
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const config = readConfig(process.env);
  const { progress, close } = openProgress(process.stderr, Date.now);
  const data = await openData(config, 'train', options.data, progress);
  try {
    const model = await trainDropout({
      eventLog: data.stores.eventLog,
      presentations: await allPresentations(data.stores.state),
      until: options.until ?? null,
      estimator: options.estimator ?? 'logistic_regression',
      seed,
      precisionGoal,
      now: moment(Date.now()),
      progress,
    });
    const out = options.out ?? config.modelPath;
    writeFileSync(out, serialiseModelFile(model));
    close();
    process.stdout.write(options.json ? `${JSON.stringify(summaryOf(model, out))}\n` : inWords(model, out));
  } finally {
    close();
    await data.close();
  }
}

const summaryOf = (model: Model, out: string) => ({
  file: out,
  modelId: model.id,
  target: model.target,
  alertThreshold: model.alertThreshold,
  trainedOn: model.trainedOn,
  metrics: model.metrics,
});

function inWords(model: Model, out: string): string {
  const { overall, byDay, alerts } = judgedByEnrolments(model);
  const rows = byDay.filter((one) => one.day % 28 === 0);
  return [
    `Model ${model.id} in ${out}`,
    `Learnt from ${model.trainedOn.parts.join(', ')}; judged on ${model.metrics.evaluatedOn.parts.join(', ')}.`,
    'day   enrolments  AUC                  Brier  calibration error  recall at 85 % precision',
    ...rows.map(
      (row) =>
        `${String(row.day).padEnd(6)}${String(row.n).padEnd(12)}${withInterval(row.auc).padEnd(21)}${figure(row.brier).padEnd(7)}${figure(row.ece).padEnd(19)}${figure(row.recallAtPrecision85)}`,
    ),
    `all   ${String(overall.n).padEnd(12)}${withInterval(overall.auc).padEnd(21)}${figure(overall.brier).padEnd(7)}${figure(overall.ece).padEnd(19)}${figure(overall.recallAtPrecision85)}`,
    `Alerts from ${model.alertThreshold.toFixed(3)}, each enrolment once: precision ${withInterval(alerts.precision)}, recall ${withInterval(alerts.recall)}, median lead ${figure(alerts.medianLeadDays, 0)} days.`,
    '',
  ].join('\n');
}

const figure = (estimate: Estimate, digits = 3): string => estimate.value?.toFixed(digits) ?? '-';
const withInterval = (estimate: Estimate): string =>
  estimate.value === null
    ? '-'
    : `${figure(estimate)} (${estimate.low?.toFixed(3)}-${estimate.high?.toFixed(3)})`;
