import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from '../../config.ts';
import { moment } from '../../domain/moment.ts';
import { InputError, UsageError } from '../../errors.ts';
import { holdsFiles } from '../../ingest/csv-files.ts';
import { refusalsInWords } from '../../ingest/refused-share.ts';
import { openRejects } from '../../ingest/rejects.ts';
import { MOVIELENS_LAYOUT } from '../../ingest/sources/movielens/layout.ts';
import { type MovieLens, readMovieLens } from '../../ingest/sources/movielens/read.ts';
import { probabilitiesOf } from '../../model/content/calibrated-fit.ts';
import { contentSlices, sliceOf } from '../../model/content/content-slices.ts';
import { frozenJudgeRows, movieLensSlices, splitOf } from '../../model/content/movielens-slices.ts';
import { SPLITS, type SplitName } from '../../model/content/split.ts';
import {
  baselinesOf,
  evaluateEngagement,
  type Slice,
  type Slices,
  trainContent,
} from '../../model/content/train-content.ts';
import { unseenPresentations } from '../../model/judge/judged-rows.ts';
import type { RowEvaluation } from '../../model/judge/row-evaluation.ts';
import { seasonsOf } from '../../model/learn/seasons.ts';
import { serialiseModelFile } from '../../model/model-file.ts';
import { ENGAGEMENT } from '../../model/targets/engagement.ts';
import { allPresentations } from '../../store/presentations.ts';
import { numberOf } from '../number.ts';
import { openProgress, type Progress } from '../progress.ts';
import { tellRefusals } from '../refusals.ts';
import { openData } from './data.ts';
import { readModel } from './model-file.ts';
import { rowFigures } from './row-figures.ts';
import type { AskedRows, EvaluateOptions, Target, TrainOptions, UnseenRows } from './target.ts';

/** Trees on past interactions rank better than a logistic regression, on both logs (docs/model-card-engagement.md). */
const ESTIMATOR = 'gradient_boosting';

/** Engagement with content: learnt from MovieLens or a course's content; judged on rows that were held out or came later. */
export const contentTarget: Target = {
  train: trainOnContent,
  evaluate: evaluateOnContent,
  unseenRows: unseenContent,
  writesReports: false,
};

/** `rekindle train engagement`: from MovieLens, or from the content of past presentations, into a model file. */
async function trainOnContent(config: Config, options: TrainOptions): Promise<void> {
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const split = splitNamed(options.split ?? 'time');
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    const slices = await slicesOf(options, split, seed, config, progress);
    const estimator = options.estimator ?? ESTIMATOR;
    progress(`fitting ${estimator}`, 0, 1);
    const model = trainContent({ slices, estimator, seed, now: moment(Date.now()) });
    progress(`fitting ${estimator}`, 1, 1);
    writeFileSync(options.out, serialiseModelFile(model));
    close();
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ file: options.out, modelId: model.id, target: ENGAGEMENT, estimator, trainedOn: model.trainedOn, metrics: model.metrics })}\n`
        : `Model ${model.id} (${estimator}) in ${options.out}\n${rowFigures({ engagement: model.metrics.evaluation as RowEvaluation })}\n`,
    );
  } finally {
    close();
  }
}

function splitNamed(name: string): SplitName {
  if (!Object.hasOwn(SPLITS, name))
    throw new UsageError(`--split must be one of ${Object.keys(SPLITS).join(', ')}, not ${name}`);
  return name as SplitName;
}

async function slicesOf(
  { data: path, until }: TrainOptions,
  split: SplitName,
  seed: number,
  config: Config,
  progress: Progress,
): Promise<Slices> {
  const set = await movieLensAt(path, config);
  if (set !== null) return movieLensSlices(set, split);
  const data = await openData(config, 'train', path, progress);
  try {
    const presentations = await allPresentations(data.stores.state);
    const seasons = seasonsOf(presentations, until ?? null, moment(Date.now()), () => 1);
    return await contentSlices({ eventLog: data.stores.eventLog, seed, progress }, seasons);
  } finally {
    await data.close();
  }
}

/** The MovieLens set at `path`; null where other data lies there. */
async function movieLensAt(path: string | undefined, config: Config): Promise<MovieLens | null> {
  if (path === undefined || !(await holdsFiles(path, Object.keys(MOVIELENS_LAYOUT)))) return null;
  const rejects = openRejects(join(config.dataDir, 'rejects.jsonl'));
  try {
    const set = await readMovieLens(path, rejects);
    tellRefusals(refusalsInWords(rejects));
    return set;
  } finally {
    rejects.close();
  }
}

/**
 * `rekindle evaluate engagement`: judges a model file on rows it has not seen: the part of a MovieLens set that its split
 * held out, or presentations that came after those it was trained on. Simple rates are judged on the same rows.
 */
async function evaluateOnContent(options: EvaluateOptions): Promise<void> {
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const model = readModel(options.model);
  if (model.target !== ENGAGEMENT)
    throw new InputError(`${options.model} predicts ${model.target}, not ${ENGAGEMENT}.`);
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    const { judge, frozen } = await unseenBy({
      models: [model],
      path: options.data,
      seed,
      config: readConfig(process.env),
      progress,
    });
    close();
    const overall = evaluateEngagement(model, judge.rows, seed);
    const frozenOverall = frozen === null ? null : evaluateEngagement(model, frozen, seed);
    const baselines = baselinesOf(judge.rows, seed);
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ modelId: model.id, target: ENGAGEMENT, evaluatedOn: judge.parts, overall, frozen: frozenOverall, baselines })}\n`
        : `${rowFigures({ engagement: overall, ...(frozenOverall === null ? {} : { 'engagement, frozen': frozenOverall }), ...baselines })}\n`,
    );
  } finally {
    close();
  }
}

/** The part of a MovieLens set that the models' split held out, or the content of later presentations. */
async function unseenContent(asked: AskedRows): Promise<UnseenRows> {
  const { judge } = await unseenBy(asked);
  const { matrix, labels, users } = judge.rows;
  return {
    parts: judge.parts,
    matrix,
    judged: asked.models.map((model) => ({
      probabilities: probabilitiesOf(model, matrix),
      labels,
      groups: users,
    })),
  };
}

/**
 * The rows that judge models of engagement. `frozen` has the rows of a time split, described by the past alone; it is null
 * for other splits and other data.
 *
 * @throws InputError where the data is not of the kind that a model was trained on, or the models were split differently
 */
async function unseenBy({
  models,
  path,
  seed,
  config,
  progress,
}: AskedRows): Promise<{ judge: Slice; frozen: Slice['rows'] | null }> {
  const set = await movieLensAt(path, config);
  const split = splitOf(models[0]);
  for (const model of models) {
    if ((set === null) !== (splitOf(model) === null))
      throw new InputError(
        `Model ${model.id} was trained on ${model.trainedOn.parts.join(', ')}; ${path ?? 'the store'} holds something else.`,
      );
    if (splitOf(model) !== split)
      throw new InputError(
        `Models ${models[0].id} and ${model.id} were trained on different splits, so one has learnt from what judges the other.`,
      );
  }
  if (set !== null && split !== null)
    return {
      judge: movieLensSlices(set, split).judge,
      frozen: split === 'time' ? frozenJudgeRows(set) : null,
    };
  const data = await openData(config, 'evaluate', path, progress);
  try {
    const presentations = unseenPresentations(
      models,
      await allPresentations(data.stores.state),
      moment(Date.now()),
    );
    return {
      judge: await sliceOf({ eventLog: data.stores.eventLog, seed, progress }, presentations),
      frozen: null,
    };
  } finally {
    await data.close();
  }
}
