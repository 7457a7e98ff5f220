import { readConfig } from '../../config.ts';
import { moment } from '../../domain/moment.ts';
import { signed } from '../../domain/phrase.ts';
import { InputError } from '../../errors.ts';
import { type Compared, compareAnswers } from '../../model/judge/comparison.ts';
import { judgedRows, unseenPresentations } from '../../model/judge/judged-rows.ts';
import type { ComparedFigure } from '../../model/judge/paired.ts';
import { compareRows } from '../../model/judge/row-comparison.ts';
import type { RowFigure } from '../../model/judge/row-evaluation.ts';
import type { Model } from '../../model/model-file.ts';
import { allPresentations } from '../../store/presentations.ts';
import { numberOf } from '../number.ts';
import { openProgress, type Progress } from '../progress.ts';
import { openData } from './data.ts';
import { readModel } from './model-file.ts';
import { unseenRows } from './unseen-rows.ts';

interface CompareOptions {
  data?: string;
  seed: string;
  json?: boolean;
}

type Figures = Readonly<Partial<Record<Compared | RowFigure, ComparedFigure>>>;

/** The outcome of the comparison, and what both models were judged on. */
interface Outcome {
  readonly judgedOn: { readonly parts: readonly string[] };
  readonly comparison: Figures;
}

/** Compares two models of one target on rows that neither has learnt from. */
export async function compareCommand(
  firstPath: string,
  secondPath: string,
  options: CompareOptions,
): Promise<void> {
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const models = [readModel(firstPath), readModel(secondPath)] as const;
  if (models[0].target !== models[1].target)
    throw new InputError(
      `Only models of one target can be compared; these are of ${models[0].target} and ${models[1].target}.`,
    );
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    const compare = models[0].metrics.evaluation.kind === 'rows' ? rowsCompared : enrolmentsCompared;
    const { judgedOn, comparison } = await compare(models, options.data, seed, progress);
    close();
    const ids = { first: models[0].id, second: models[1].id };
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ ...ids, judgedOn, comparison })}\n`
        : inWords(ids, judgedOn.parts, comparison),
    );
  } finally {
    close();
  }
}

type Pair = readonly [Model, Model];

async function enrolmentsCompared(
  models: Pair,
  path: string | undefined,
  seed: number,
  progress: Progress,
): Promise<Outcome> {
  const data = await openData(readConfig(process.env), 'compare', path, progress);
  try {
    const presentations = await allPresentations(data.stores.state);
    const judges = unseenPresentations(models, presentations, moment(Date.now()));
    let done = 0;
    const { history, rows } = await judgedRows(data.stores.eventLog, models, judges, () => {
      done += 1;
      progress('judging', done, judges.length);
    });
    const [first, second] = models.map(({ alertThreshold }, nth) => ({ alertThreshold, rows: rows[nth] }));
    progress('comparing', 0, 1);
    const comparison = compareAnswers(first, second, { seed });
    progress('comparing', 1, 1);
    return { judgedOn: history, comparison };
  } finally {
    await data.close();
  }
}

async function rowsCompared(
  models: Pair,
  path: string | undefined,
  seed: number,
  progress: Progress,
): Promise<Outcome> {
  const { parts, judged } = await unseenRows({
    models,
    path,
    seed,
    config: readConfig(process.env),
    progress,
  });
  return {
    judgedOn: { parts },
    comparison: compareRows(judged[0], judged[1], { seed }),
  };
}

const NAMES: Readonly<Record<Compared | RowFigure, string>> = {
  auc: 'area under the ROC curve',
  averagePrecision: 'average precision',
  brier: 'Brier score',
  rmse: 'root of the Brier score',
  accuracy: 'accuracy',
  ece: 'calibration error',
  alertPrecision: 'precision of alerts',
  alertRecall: 'recall of alerts',
};

function inWords(
  ids: { readonly first: string; readonly second: string },
  parts: readonly string[],
  comparison: Figures,
): string {
  const columns = (cells: readonly string[]) =>
    cells
      .map((cell, place) => cell.padEnd(WIDTHS[place]))
      .join('')
      .trimEnd();
  return [
    `First ${ids.first}, second ${ids.second}, both on ${parts.join(', ')}.`,
    columns(['', 'first', 'second', 'difference (95 % interval)', 'better']),
    ...Object.entries(comparison).map(([name, compared]: [string, ComparedFigure]) =>
      columns([
        NAMES[name as keyof typeof NAMES],
        compared.first?.toFixed(4) ?? '-',
        compared.second?.toFixed(4) ?? '-',
        differenceText(compared.difference),
        compared.better,
      ]),
    ),
    verdict(comparison),
    '',
  ].join('\n');
}

const WIDTHS = [28, 10, 10, 32, 10];

const differenceText = ({ value, low, high }: ComparedFigure['difference']): string =>
  value === null || low === null || high === null
    ? '-'
    : `${signed(value, 4)} (${signed(low, 4)} to ${signed(high, 4)})`;

function verdict(comparison: Figures): string {
  const byWhich = (which: ComparedFigure['better']) =>
    Object.entries(comparison)
      .filter(([, { better }]) => better === which)
      .map(([name]) => NAMES[name as keyof typeof NAMES]);
  const parts = (['first', 'second'] as const).flatMap((which) => {
    const names = byWhich(which);
    return names.length === 0 ? [] : [`The ${which} is better by ${names.join(', ')}.`];
  });
  const undecided = byWhich('undecided');
  return [
    ...parts,
    ...(undecided.length === 0 ? [] : [`Not decided by this data: ${undecided.join(', ')}.`]),
  ].join(' ');
}
