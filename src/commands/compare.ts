import { readConfig } from '../config.ts';
import { moment } from '../domain/moment.ts';
import { InputError } from '../errors.ts';
import { signed } from '../features/phrase.ts';
import { type Compared, type ComparedFigure, type Comparison, compareAnswers } from '../model/comparison.ts';
import { judgedRows, unseenPresentations } from '../model/judged-rows.ts';
import { allPresentations } from '../store/presentations.ts';
import { openData } from './data.ts';
import { readEnrolmentModel } from './model.ts';
import { numberOf } from './number.ts';
import { openProgress } from './progress.ts';

/** Sets two models against each other on presentations that neither has learnt from. */
export async function compareCommand(
  firstPath: string,
  secondPath: string,
  options: { data?: string; seed: string; json?: boolean },
): Promise<void> {
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const models = [readEnrolmentModel(firstPath), readEnrolmentModel(secondPath)] as const;
  if (models[0].target !== models[1].target)
    throw new InputError(
      `Only models of one target can be compared; these are of ${models[0].target} and ${models[1].target}.`,
    );
  const config = readConfig(process.env);
  const { progress, close } = openProgress(process.stderr, Date.now);
  const data = await openData(config, 'compare', options.data, progress);
  try {
    const presentations = await allPresentations(data.stores.state);
    const judges = unseenPresentations(models, presentations, moment(Date.now()));
    let done = 0;
    const { history, rows } = await judgedRows(data.stores.eventLog, models, judges, () => {
      done += 1;
      progress('judging', done, judges.length);
    });
    const [first, second] = models.map(({ id, alertThreshold }, nth) => ({
      modelId: id,
      alertThreshold,
      rows: rows[nth],
    }));
    progress('comparing', 0, 1);
    const comparison = compareAnswers(first, second, { seed });
    progress('comparing', 1, 1);
    close();
    const ids = { first: first.modelId, second: second.modelId };
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ ...ids, judgedOn: history, comparison })}\n`
        : inWords(ids, history.parts, comparison),
    );
  } finally {
    close();
    await data.close();
  }
}

const NAMES: Readonly<Record<Compared, string>> = {
  auc: 'area under the ROC curve',
  averagePrecision: 'average precision',
  brier: 'Brier score',
  ece: 'calibration error',
  alertPrecision: 'precision of alerts',
  alertRecall: 'recall of alerts',
};

function inWords(
  ids: { readonly first: string; readonly second: string },
  parts: readonly string[],
  comparison: Comparison,
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
        NAMES[name as Compared],
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

function verdict(comparison: Comparison): string {
  const byWhich = (which: ComparedFigure['better']) =>
    Object.entries(comparison)
      .filter(([, { better }]) => better === which)
      .map(([name]) => NAMES[name as Compared]);
  const parts = (['first', 'second'] as const).flatMap((which) => {
    const names = byWhich(which);
    return names.length === 0 ? [] : [`The ${which} is better by ${names.join(', ')}.`];
  });
  const undecided = byWhich('undecided');
  return [
    ...parts,
    ...(undecided.length === 0 ? [] : [`Not decided by these learners: ${undecided.join(', ')}.`]),
  ].join(' ');
}
