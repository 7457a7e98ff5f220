import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { rankByScore } from '../../stats/ranking.ts';
import { rocAuc } from '../../stats/roc-auc.ts';
import { logit, sigmoid, softplus } from '../../stats/sigmoid.ts';
import { type FeatureMatrix, featureMatrix, rowOf } from '../matrix.ts';
import { randomForest } from './random-forest.ts';

const numbers = z.array(z.number());
const rowsSchema = z.object({ values: z.array(numbers), labels: numbers });

/** Written by scikit-learn 1.2.1: test/fixtures/estimators/random-forest.py */
const fixture = z
  .object({
    train: rowsSchema,
    test: rowsSchema,
    runs: z.array(z.object({ auc: z.number(), logLoss: z.number() })),
    small: z.object({
      trees: z.array(
        z.object({
          column: numbers,
          threshold: numbers,
          left: numbers,
          right: numbers,
          share: numbers,
          cover: numbers,
        }),
      ),
      probabilities: numbers,
      contributions: z.array(numbers),
    }),
  })
  .parse(
    JSON.parse(
      readFileSync(
        new URL('../../../test/fixtures/estimators/random-forest.golden.json', import.meta.url),
        'utf8',
      ),
    ),
  );

const columns = ['f0', 'f1', 'f2', 'f3', 'f4', 'f5'];
const matrixOf = ({ values }: z.infer<typeof rowsSchema>): FeatureMatrix =>
  featureMatrix(columns, Float64Array.from(values.flat()));
const test = matrixOf(fixture.test);

/** Their trees as ours would stand in a model file. */
const theirs = randomForest.fromJson({
  columns,
  margin: 1e-6,
  trees: fixture.small.trees.map(({ share, ...tree }) => ({
    ...tree,
    value: share.map((value, node) => (tree.column[node] < 0 ? value : 0)),
    missingLeft: tree.column.map(() => 0),
  })),
});

it("scores with scikit-learn's trees as scikit-learn does", () => {
  fixture.small.probabilities.forEach((probability, row) => {
    expect(sigmoid(theirs.margin(rowOf(test, row)))).toBeCloseTo(probability, 12);
  });
  expect(fixture.small.probabilities.length).toBeGreaterThan(30);
});

it("explains scikit-learn's trees by Shapley values as defined", () => {
  const out = new Float64Array(columns.length);
  fixture.small.contributions.forEach(([...parts], row) => {
    const start = parts.pop() ?? Number.NaN;
    const base = theirs.contributions(rowOf(test, row), out);
    expect(base).toBeCloseTo(logit(start), 9);
    // Their values add up to the probability; ours are scaled by one factor to add up to the margin.
    const stretch = (theirs.margin(rowOf(test, row)) - base) / parts.reduce((sum, part) => sum + part, 0);
    parts.forEach((part, column) => {
      expect(out[column]).toBeCloseTo(part * stretch, 9);
    });
  });
  expect(fixture.small.contributions.length).toBeGreaterThan(3);
});

it('judges later rows as well as scikit-learn does', () => {
  const model = randomForest.fit(matrixOf(fixture.train), Uint8Array.from(fixture.train.labels), {
    seed: 1,
    params: randomForest.paramsSchema.parse({ trees: 200, minLeafWeight: 5 }),
  });
  const labels = Uint8Array.from(fixture.test.labels);
  const margins = Array.from(labels, (_, row) => model.margin(rowOf(test, row)));
  const losses = margins.map((margin, row) => softplus(margin) - labels[row] * margin);
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const area = rocAuc(rankByScore(margins, labels)) ?? Number.NaN;
  // Ten seeds of scikit-learn's forest lie within 0.006 of their mean area and within 0.005 of their mean loss.
  expect(Math.abs(area - meanOf(fixture.runs.map(({ auc }) => auc)))).toBeLessThan(0.01);
  expect(Math.abs(meanOf(losses) - meanOf(fixture.runs.map(({ logLoss }) => logLoss)))).toBeLessThan(0.01);
});
