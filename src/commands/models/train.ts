import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readConfig } from '../../config.ts';
import { moment } from '../../domain/moment.ts';
import { UsageError } from '../../errors.ts';
import { ESTIMATORS } from '../../model/estimators/estimators.ts';
import { trainEnrolments } from '../../model/learn/train.ts';
import { judgedByEnrolments, type Model, serialiseModelFile } from '../../model/model-file.ts';
import { decisionsMade } from '../../model/registry/decisions-made.ts';
import { weightsIfLeftAlone } from '../../model/registry/weights-if-left-alone.ts';
import { ENGAGEMENT } from '../../model/targets/engagement.ts';
import { enrolmentTargetNamed } from '../../model/targets/enrolment-targets.ts';
import { allPresentations } from '../../store/presentations.ts';
import { numberOf } from '../number.ts';
import { openProgress } from '../progress.ts';
import { trainContentCommand } from './content.ts';
import { openData } from './data.ts';
import { enrolmentFigures } from './enrolment-figures.ts';
import { NUDGE_TARGETS, trainNudgeCommand } from './nudges.ts';
import { checkTarget } from './target.ts';

interface TrainOptions {
  data?: string;
  out?: string;
  estimator?: string;
  split?: string;
  reports?: string;
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
  if (options.reports !== undefined && !Object.hasOwn(NUDGE_TARGETS, target))
    throw new UsageError(`--reports is for ${Object.keys(NUDGE_TARGETS).join(' and ')}, not for ${target}`);
  const config = readConfig(process.env);
  const out = options.out ?? join(config.dataDir, 'models', `${target}.json`);
  mkdirSync(dirname(out), { recursive: true });
  if (target === ENGAGEMENT) return trainContentCommand(config, { ...options, out });
  if (Object.hasOwn(NUDGE_TARGETS, target)) return trainNudgeCommand(config, target, { ...options, out });
  const enrolmentTarget = enrolmentTargetNamed(target);
  const precisionGoal = numberOf('--precision', options.precision, 0, 1);
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const { progress, close } = openProgress(process.stderr, Date.now);
  const data = await openData(config, 'train', options.data, progress);
  try {
    const model = await trainEnrolments({
      target: enrolmentTarget,
      eventLog: data.stores.eventLog,
      presentations: await allPresentations(data.stores.state),
      until: options.until ?? null,
      estimator: options.estimator ?? null,
      seed,
      precisionGoal,
      leftAlone: weightsIfLeftAlone(await decisionsMade(data.stores.state)),
      now: moment(Date.now()),
      progress,
    });
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

const inWords = (model: Model, out: string): string =>
  [
    `Model ${model.id} in ${out}`,
    `Learnt from ${model.trainedOn.parts.join(', ')}; judged on ${model.metrics.evaluatedOn.parts.join(', ')}.`,
    enrolmentFigures(judgedByEnrolments(model)),
    '',
  ].join('\n');
