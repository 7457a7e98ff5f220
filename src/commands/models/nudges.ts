import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from '../../config.ts';
import { moment } from '../../domain/moment.ts';
import { InputError, UsageError } from '../../errors.ts';
import { openRejects } from '../../ingest/rejects.ts';
import type { RowEvaluation } from '../../model/judge/row-evaluation.ts';
import { serialiseModelFile } from '../../model/model-file.ts';
import { evaluateNudge } from '../../model/nudge/evaluate-nudge.ts';
import { type LabelledTable, readLabelledTable } from '../../model/nudge/labelled-table.ts';
import { hasLearntFrom } from '../../model/nudge/nudge-answers.ts';
import { trainNudge } from '../../model/nudge/train-nudge.ts';
import { event } from '../../model/targets/event.ts';
import type { NudgeTarget } from '../../model/targets/nudge-target.ts';
import { resume } from '../../model/targets/resume.ts';
import { numberOf } from '../number.ts';
import { readModel } from './model-file.ts';
import { rowFigures } from './row-figures.ts';
import { writeTrainingReports } from './training-reports.ts';

export const NUDGE_TARGETS: Readonly<Record<string, NudgeTarget>> = { resume, event };

export interface NudgeTrainOptions {
  data?: string;
  out: string;
  estimator?: string;
  reports?: string;
  seed: string;
  json?: boolean;
}

/** `rekindle train resume|event`: from a table, into a model file; with `--reports` all estimators are compared. */
export async function trainNudgeCommand(
  config: Config,
  name: string,
  options: NudgeTrainOptions,
): Promise<void> {
  const target = NUDGE_TARGETS[name];
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const { table, refused } = await readTableOf(target, options.data, config);
  const estimator = options.estimator ?? target.estimator;
  const model = trainNudge({ target, table, estimator, seed, now: moment(Date.now()) });
  writeFileSync(options.out, serialiseModelFile(model));
  const reports =
    options.reports === undefined ? [] : writeTrainingReports(model, table, options.reports, seed);
  const { evaluation } = model.metrics;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ file: options.out, modelId: model.id, target: name, estimator, refused, trainedOn: model.trainedOn, metrics: model.metrics, reports })}\n`
      : `Model ${model.id} (${estimator}) in ${options.out}, by cross-validation:\n${rowFigures({ [name]: evaluation as RowEvaluation })}\n${reports.map((path) => `${path}\n`).join('')}`,
  );
}

export interface NudgeEvaluateOptions {
  model: string;
  data?: string;
  seed: string;
  adjustPrior?: boolean;
  json?: boolean;
}

/** `rekindle evaluate resume|event`: a model file on a table; with `--adjust-prior` also adjusted to its share of positives. */
export async function evaluateNudgeCommand(name: string, options: NudgeEvaluateOptions): Promise<void> {
  const target = NUDGE_TARGETS[name];
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const model = readModel(options.model);
  if (model.target !== name) throw new InputError(`${options.model} predicts ${model.target}, not ${name}.`);
  const { table, refused } = await readTableOf(target, options.data, readConfig(process.env));
  const { evaluation, adjusted } = evaluateNudge(model, table, seed);
  const learntFrom = hasLearntFrom(model, table);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ modelId: model.id, target: name, refused, learntFrom, overall: evaluation, ...(options.adjustPrior === true ? { adjusted: { trainingPrior: adjusted.trainingPrior, estimatedPrior: adjusted.estimatedPrior, overall: adjusted.evaluation } } : {}) })}\n`
      : `${rowFigures({ [name]: evaluation, ...(options.adjustPrior === true ? { 'prior adjusted': adjusted.evaluation } : {}) })}\n${options.adjustPrior === true ? `Share of yes in training ${adjusted.trainingPrior.toFixed(3)}, estimated here ${adjusted.estimatedPrior.toFixed(3)}.\n` : ''}${learntFrom ? `The model has learnt from ${table.name}, so these figures flatter it.\n` : ''}`,
  );
}

/** @throws UsageError without a path, InputError where no such table lies there */
export async function readTableOf(
  target: NudgeTarget,
  path: string | undefined,
  config: Config,
): Promise<{ table: LabelledTable; refused: number }> {
  if (path === undefined) throw new UsageError(`${target.name} needs --data <csv>`);
  const rejects = openRejects(join(config.dataDir, 'rejects.jsonl'));
  try {
    const table = await readLabelledTable(path, target, rejects);
    return { table, refused: rejects.countOf(table.name) };
  } finally {
    rejects.close();
  }
}
