import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { logOf, type Met } from '../../../test/fixtures/interaction-log.ts';
import { moment } from '../../domain/moment.ts';
import { openRejects } from '../../ingest/rejects.ts';
import { readMovieLens } from '../../ingest/sources/movielens/read.ts';
import { seededRandom } from '../../stats/random.ts';
import { eceByChanceOf, type RowEvaluation } from '../judge/row-evaluation.ts';
import { parseModelFile, serialiseModelFile } from '../model-file.ts';
import { MOVIELENS_PAST } from '../targets/engagement.ts';
import { describedRows, pickRows } from './described-rows.ts';
import { movieLensSlices } from './movielens-slices.ts';
import { CHOOSE, JUDGE, LEARN, type SplitName, splitByTime } from './split.ts';
import { baselinesOf, type Slices, trainContent } from './train-content.ts';

/** Forty users who each prefer one of two tags: they engage with seven of ten items of it and with two of ten others. */
function tastes(count: number): Slices {
  const random = seededRandom(1);
  const met = Array.from({ length: count }, (_, n): Met => {
    const [user, item] = [random.below(40), random.below(60)];
    const liking = user % 2 === item % 2 ? 0.7 : 0.2;
    return [user, item, n * 60_000, random.uniform() < liking ? 1 : 0];
  });
  const log = logOf(met, { users: 40, items: 60, tags: 2 });
  const split = splitByTime(log);
  const rows = describedRows(log, { ...MOVIELENS_PAST, factors: null }, () => true);
  const slice = (use: number) => ({
    parts: ['test'],
    rows: pickRows(
      rows,
      [...split.keys()].filter((place) => split[place] === use),
    ),
  });
  return { learn: slice(LEARN), choose: slice(CHOOSE), judge: slice(JUDGE) };
}

const trained = (slices: Slices, estimator: string) =>
  trainContent({ slices, estimator, seed: 1, now: moment(0) });

describe.each(['logistic_regression', 'gradient_boosting'])('training by %s', (estimator) => {
  const slices = tastes(6000);
  const model = trained(slices, estimator);
  const evaluation = model.metrics.evaluation as RowEvaluation;

  test('learns tastes that no simple rate shows', () => {
    // 7 of 9 engagements match the user's taste, and 3 of 11 other interactions do. A ranking by taste alone would order
    // 7/9 * 8/11 of the pairs right and tie 7/9 * 3/11 + 2/9 * 8/11 of them: an AUC of 0.7525.
    expect(evaluation.auc.value).toBeGreaterThan(0.72);
    for (const baseline of Object.values(baselinesOf(slices.judge.rows, 1)))
      expect(evaluation.auc.value).toBeGreaterThan(Number(baseline.auc.value) + 0.15);
  });

  test('gives probabilities that are true', () => {
    expect(Number(evaluation.ece.value)).toBeLessThan(Number(eceByChanceOf(evaluation).value) + 0.03);
  });

  test('gives the same model from the same rows, and a file preserves all of it', () => {
    expect(trained(slices, estimator).id).toBe(model.id);
    expect(parseModelFile(serialiseModelFile(model)).id).toBe(model.id);
  });

  test('records what it was trained and judged on', () => {
    expect(model.trainedOn.rows).toBe(4800);
    expect(model.metrics.evaluatedOn).toMatchObject({ rows: 1200, groups: 40 });
  });
});

const movieLens = process.env.REKINDLE_MOVIELENS;
const skipped = movieLens === undefined ? ' (skipped: REKINDLE_MOVIELENS names no directory or zip)' : '';

/** XGBoost 1.7.4 on plain features reaches an AUC of .720 and .787, an RMSE of .456 and .433. */
const GOALS: Record<SplitName, { auc: number; rmse: number }> = {
  last: { auc: 0.75, rmse: 0.445 },
  time: { auc: 0.83, rmse: 0.415 },
};

describe.each(Object.keys(GOALS) as SplitName[])('MovieLens split by %s', (split) => {
  test.skipIf(movieLens === undefined)(
    `is ranked and predicted better than by XGBoost on plain features${skipped}`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'rekindle-movielens-'));
      const rejects = openRejects(join(folder, 'rejects.jsonl'));
      const slices = movieLensSlices(await readMovieLens(movieLens as string, rejects), split);
      rejects.close();
      rmSync(folder, { recursive: true });
      const evaluation = trained(slices, 'gradient_boosting').metrics.evaluation as RowEvaluation;
      expect(evaluation.auc.value).toBeGreaterThanOrEqual(GOALS[split].auc);
      expect(evaluation.rmse.value).toBeLessThanOrEqual(GOALS[split].rmse);
      if (split === 'time') expect(evaluation.ece.value).toBeLessThan(0.02);
    },
    300_000,
  );
});
