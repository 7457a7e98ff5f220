import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from '../../config.ts';
import { moment } from '../../domain/moment.ts';
import { InputError, UsageError } from '../../errors.ts';
import { refusalsInWords } from '../../ingest/refused-share.ts';
import { openRejects } from '../../ingest/rejects.ts';
import type { RowEvaluation } from '../../model/judge/row-evaluation.ts';
import { serialiseModelFile } from '../../model/model-file.ts';
import { evaluateNudge } from '../../model/nudge/evaluate-nudge.ts';
import { type LabelledTable, readLabelledTable } from '../../model/nudge/labelled-table.ts';
import { hasLearntFrom, unseenNudgeProbabilities } from '../../model/nudge/nudge-answers.ts';
import { rowNames, trainNudge } from '../../model/nudge/train-nudge.ts';
import type { NudgeTarget } from '../../model/targets/nudge-target.ts';
import { numberOf } from '../number.ts';
import { tellRefusals } from '../refusals.ts';
import { readModel } from './model-file.ts';
import { rowFigures } from './row-figures.ts';
import type { AskedRows, EvaluateOptions, Target, TrainOptions, UnseenRows } from './target.ts';
import { writeTrainingReports } from './training-reports.ts';

/** A nudge: learnt from a table of learners, judged on a different table or by cross-validation. */
export const nudgeTarget = (target: NudgeTarget): Target => ({
  train: (config, options) => trainOnTable(target, config, options),
  evaluate: (options) => evaluateOnTable(target, options),
  unseenRows: (asked) => unseenTable(target, asked),
  writesReports: true,
});

/** `rekindle train resume|event`: trains from a table into a model file; `--reports` compares all estimators. */
async function trainOnTable(target: NudgeTarget, config: Config, options: TrainOptions): Promise<void> {
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
      ? `${JSON.stringify({ file: options.out, modelId: model.id, target: target.name, estimator, refused, trainedOn: model.trainedOn, metrics: model.metrics, reports })}\n`
      : `Model ${model.id} (${estimator}) in ${options.out}, by cross-validation:\n${rowFigures({ [target.name]: evaluation as RowEvaluation })}\n${reports.map((path) => `${path}\n`).join('')}`,
  );
}

/** `rekindle evaluate resume|event`: judges a model file on a table; `--adjust-prior` adds figures for its share of yes. */
async function evaluateOnTable(target: NudgeTarget, options: EvaluateOptions): Promise<void> {
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const model = readModel(options.model);
  if (model.target !== target.name)
    throw new InputError(`${options.model} predicts ${model.target}, not ${target.name}.`);
  const { table, refused } = await readTableOf(target, options.data, readConfig(process.env));
  const { evaluation, adjusted } = evaluateNudge(model, table, seed);
  const learntFrom = hasLearntFrom(model, table);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ modelId: model.id, target: target.name, refused, learntFrom, overall: evaluation, ...(options.adjustPrior === true ? { adjusted: { trainingPrior: adjusted.trainingPrior, estimatedPrior: adjusted.estimatedPrior, overall: adjusted.evaluation } } : {}) })}\n`
      : `${rowFigures({ [target.name]: evaluation, ...(options.adjustPrior === true ? { 'prior adjusted': adjusted.evaluation } : {}) })}\n${options.adjustPrior === true ? `Share of yes in training ${adjusted.trainingPrior.toFixed(3)}, estimated here ${adjusted.estimatedPrior.toFixed(3)}.\n` : ''}${learntFrom ? `The model has learnt from ${table.name}, so these figures flatter it.\n` : ''}`,
  );
}

/** A table, answered by cross-validation where one of the models has learnt from it. */
async function unseenTable(
  target: NudgeTarget,
  { models, path, seed, config }: AskedRows,
): Promise<UnseenRows> {
  const { table } = await readTableOf(target, path, config);
  const groups = rowNames(table.labels);
  const isLearnt = models.some((model) => hasLearntFrom(model, table));
  return {
    parts: [isLearnt ? `${table.name} by cross-validation` : table.name],
    matrix: table.matrix,
    judged: models.map((model) => ({
      probabilities: unseenNudgeProbabilities(model, table, seed),
      labels: table.labels,
      groups,
    })),
  };
}

/** @throws UsageError without a path, InputError where the path has no such table */
async function readTableOf(
  target: NudgeTarget,
  path: string | undefined,
  config: Config,
): Promise<{ table: LabelledTable; refused: number }> {
  if (path === undefined) throw new UsageError(`${target.name} needs --data <csv>`);
  const rejects = openRejects(join(config.dataDir, 'rejects.jsonl'));
  try {
    const table = await readLabelledTable(path, target, rejects);
    tellRefusals(refusalsInWords(rejects));
    return { table, refused: rejects.countOf(table.name) };
  } finally {
    rejects.close();
  }
}
