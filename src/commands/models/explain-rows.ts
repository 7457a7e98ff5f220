import type { Config } from '../../config.ts';
import { percent } from '../../domain/phrase.ts';
import { NotFoundError } from '../../errors.ts';
import { takenApart } from '../../explain/explanation.ts';
import { rowLeanings } from '../../explain/row-leanings.ts';
import type { Model } from '../../model/model-file.ts';
import { scorerOf } from '../../model/score.ts';
import { numberOf } from '../number.ts';
import type { Progress } from '../progress.ts';
import { type Answer, contributionsInWords, importancesInWords, REPEATS } from './explain-answer.ts';
import type { UnseenRows } from './target.ts';
import { unseenRows } from './unseen-rows.ts';

interface Asked {
  readonly data?: string;
  /** The row to explain, counted from 1; where absent, the model as a whole is explained. */
  readonly row?: string;
  readonly seed: number;
}

/** Explains a model of rows on the rows that judge it: the model as a whole, or its answer for one row. */
export async function rowsAnswer(
  model: Model,
  { data, row, seed }: Asked,
  config: Config,
  progress: Progress,
): Promise<Answer> {
  const asked = row === undefined ? null : numberOf('--row', row, 1, Number.MAX_SAFE_INTEGER);
  const unseen = await unseenRows({ models: [model], path: data, seed, config, progress });
  return asked === null ? modelAnswer(model, unseen, seed) : rowAnswer(model, unseen, asked);
}

function rowAnswer(model: Model, { parts, matrix, judged: [{ labels }] }: UnseenRows, row: number): Answer {
  if (!Number.isInteger(row) || row > matrix.rows)
    throw new NotFoundError(`There is no row ${row} in ${parts.join(', ')}, which has ${matrix.rows}.`);
  const explanation = takenApart(scorerOf(model, matrix.columns), matrix, row - 1);
  const label = labels[row - 1];
  return {
    document: { modelId: model.id, target: model.target, judgedOn: { parts }, row, label, ...explanation },
    words: [
      `Row ${row} of ${parts.join(', ')}: ${model.target} ${percent(explanation.probability)}; it was ${label === 1 ? 'a yes' : 'a no'}.`,
      '',
      ...contributionsInWords(explanation, 'column'),
      '',
    ].join('\n'),
  };
}

function modelAnswer(
  model: Model,
  { parts, matrix, judged: [{ labels, groups }] }: UnseenRows,
  seed: number,
): Answer {
  const { rows, importances } = rowLeanings(model, matrix, labels, groups, { repeats: REPEATS, seed });
  return {
    document: { modelId: model.id, judgedOn: { parts }, rows, repeats: REPEATS, importances },
    words: importancesInWords(model.id, parts, importances, 'a column'),
  };
}
