import type { Config } from '../../config.ts';
import { InputError } from '../../errors.ts';
import { probabilitiesOf } from '../../model/content/calibrated-fit.ts';
import type { JudgedRows } from '../../model/judge/row-evaluation.ts';
import type { FeatureMatrix } from '../../model/matrix.ts';
import type { Model } from '../../model/model-file.ts';
import { hasLearntFrom, unseenNudgeProbabilities } from '../../model/nudge/nudge-answers.ts';
import { rowNames } from '../../model/nudge/train-nudge.ts';
import { ENGAGEMENT } from '../../model/targets/engagement.ts';
import type { Progress } from '../progress.ts';
import { unseenBy } from './content.ts';
import { NUDGE_TARGETS, readTableOf } from './nudges.ts';

/** Rows that stand alone and that some models have not seen, with what each of them says. */
export interface UnseenRows {
  /** What judges, in words of the model file. */
  readonly parts: readonly string[];
  readonly matrix: FeatureMatrix;
  /** One a model, in their order; labels and groups are the same in all. */
  readonly judged: readonly JudgedRows[];
}

/**
 * What judges models of rows: of `engagement` the part of a MovieLens set that their split kept back, or later
 * presentations; of a nudge a table, by cross-validation where a model has learnt from it.
 *
 * @param models of one target
 * @throws InputError where they have nothing unseen in common
 */
export async function unseenRows(
  models: readonly Model[],
  path: string | undefined,
  seed: number,
  config: Config,
  progress: Progress,
): Promise<UnseenRows> {
  const [{ target }] = models;
  if (target === ENGAGEMENT) {
    const { judge } = await unseenBy(models, path, seed, config, progress);
    const { matrix, labels, users } = judge.rows;
    return {
      parts: judge.parts,
      matrix,
      judged: models.map((model) => ({
        probabilities: probabilitiesOf(model, matrix),
        labels,
        groups: users,
      })),
    };
  }
  if (!Object.hasOwn(NUDGE_TARGETS, target)) throw new InputError(`${target} is not judged by rows.`);
  const { table } = await readTableOf(NUDGE_TARGETS[target], path, config);
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
