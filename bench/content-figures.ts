/**
 * Prints the tables of docs/model-card-engagement.md. Skips the data sets that are missing.
 *
 *   REKINDLE_MOVIELENS=<directory or zip> REKINDLE_ENGINE_A=<directory with the two tables> node bench/content-figures.ts
 */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moment } from '../src/domain/moment.ts';
import { openRejects } from '../src/ingest/rejects.ts';
import { type MovieLens, readMovieLens } from '../src/ingest/sources/movielens/read.ts';
import type { DescribedRows } from '../src/model/content/described-rows.ts';
import { frozenJudgeRows, movieLensSlices } from '../src/model/content/movielens-slices.ts';
import { SPLITS, type SplitName } from '../src/model/content/split.ts';
import {
  baselinesOf,
  evaluateEngagement,
  type Slices,
  trainContent,
} from '../src/model/content/train-content.ts';
import type { Estimate } from '../src/model/judge/evaluation.ts';
import { eceByChanceOf, type RowEvaluation } from '../src/model/judge/row-evaluation.ts';
import { selectColumns } from '../src/model/matrix.ts';
import { type Model, parseModelFile } from '../src/model/model-file.ts';
import { readLabelledTable } from '../src/model/nudge/labelled-table.ts';
import { trainNudge } from '../src/model/nudge/train-nudge.ts';
import { event } from '../src/model/targets/event.ts';
import { resume } from '../src/model/targets/resume.ts';

const SEED = 1;
const ESTIMATORS = ['gradient_boosting', 'logistic_regression'];

/** The columns of a first model of such a log: counts, rates and the calendar. */
const PLAIN = [
  'hour',
  'weekday',
  'overall_rate',
  'user_interactions',
  'user_rate',
  'user_seconds_since_1_ago',
  'item_interactions',
  'item_rate',
  'item_days_since_last',
  'item_release_year',
  'item_tag_bias',
];

const rejects = openRejects(join(tmpdir(), 'rekindle-figures-rejects.jsonl'));

const { REKINDLE_MOVIELENS: movieLens, REKINDLE_ENGINE_A: engineA } = process.env;
if (movieLens === undefined)
  console.log('MovieLens skipped: REKINDLE_MOVIELENS names no directory or zip.\n');
else {
  const set = await readMovieLens(movieLens, rejects);
  for (const split of Object.keys(SPLITS) as SplitName[]) printMovieLens(set, split);
}
printContent();
if (engineA === undefined) console.log('Nudges skipped: REKINDLE_ENGINE_A names no directory.\n');
else await printNudges(engineA);
rejects.close();

function printMovieLens(set: MovieLens, split: SplitName): void {
  const slices = movieLensSlices(set, split);
  const evaluations: [string, RowEvaluation][] = [];
  for (const estimator of ESTIMATORS) {
    const model = trained(slices, estimator);
    evaluations.push([estimator, model.metrics.evaluation as RowEvaluation]);
    if (split === 'time')
      evaluations.push([`${estimator}, frozen`, evaluateEngagement(model, frozenJudgeRows(set), SEED)]);
    evaluations.push([
      `${estimator}, plain features`,
      trained(plain(slices), estimator).metrics.evaluation as RowEvaluation,
    ]);
  }
  evaluations.push(...Object.entries(baselinesOf(slices.judge.rows, SEED)));
  print(`MovieLens, split by ${split}`, evaluations);
}

function trained(slices: Slices, estimator: string): Model {
  return trainContent({ slices, estimator, seed: SEED, now: moment(0) });
}

function plain({ learn, choose, judge }: Slices): Slices {
  const only = ({ parts, rows }: Slices['learn']): Slices['learn'] => ({
    parts,
    rows: { ...rows, matrix: selectColumns(rows.matrix, PLAIN) } satisfies DescribedRows,
  });
  return { learn: only(learn), choose: only(choose), judge: only(judge) };
}

function printContent(): void {
  const path = join(import.meta.dirname, '..', 'models', 'engagement.json');
  const { id, trainedOn, metrics } = parseModelFile(readFileSync(path, 'utf8'), path);
  console.log(
    `Model ${id}: learnt from ${trainedOn.parts.join(', ')} (${trainedOn.rows.toLocaleString('en')} rows), judged on ${metrics.evaluatedOn.parts.join(', ')}.\n`,
  );
  print('Content of courses', [['gradient_boosting', metrics.evaluation as RowEvaluation]]);
}

async function printNudges(directory: string): Promise<void> {
  for (const target of [resume, event]) {
    const table = await readLabelledTable(join(directory, `${target.name}_train.csv`), target, rejects);
    print(
      `Nudge ${target.name}, by cross-validation`,
      ESTIMATORS.map((estimator) => [
        estimator,
        trainNudge({ target, table, estimator, seed: SEED, now: moment(0) }).metrics
          .evaluation as RowEvaluation,
      ]),
    );
  }
}

function print(title: string, evaluations: readonly (readonly [string, RowEvaluation])[]): void {
  const head = ['', 'rows', 'ROC-AUC', 'RMSE', 'accuracy', 'calibration error', 'by chance alone'];
  const rows = evaluations.map(([name, evaluation]) => [
    name,
    evaluation.n.toLocaleString('en'),
    withInterval(evaluation.auc),
    withInterval(evaluation.rmse),
    withInterval(evaluation.accuracy),
    withInterval(evaluation.ece),
    withInterval(eceByChanceOf(evaluation)),
  ]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  console.log(`${title}\n\n${lines.join('\n')}\n`);
}

/** `0.886 (0.880 to 0.891)` */
function withInterval({ value, low, high }: Estimate): string {
  if (value === null) return '-';
  return low === null || high === null
    ? value.toFixed(3)
    : `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}
