import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { rankByScore } from '../../stats/ranking.ts';
import { rocAuc } from '../../stats/roc-auc.ts';
import { softplus } from '../../stats/sigmoid.ts';
import { type FeatureMatrix, featureMatrix, rowOf } from '../matrix.ts';
import { type TreeJson, treeSchema } from '../trees/tree.ts';
import { gradientBoosting } from './gradient-boosting.ts';

const branchSchema = z.object({
  nodeid: z.number(),
  split: z.templateLiteral(['f', z.number()]),
  split_condition: z.number(),
  yes: z.number(),
  missing: z.number(),
  cover: z.number(),
  get children() {
    return z.array(nodeSchema).length(2);
  },
});
const nodeSchema = z.union([
  branchSchema,
  z.object({ nodeid: z.number(), leaf: z.number(), cover: z.number() }),
]);
type XgboostNode = z.infer<typeof nodeSchema>;

const rowsSchema = z.object({
  values: z.array(z.array(z.number().nullable())),
  labels: z.array(z.number()),
});

/** Written by XGBoost 1.7.4: test/fixtures/estimators/gradient-boosting.py */
const fixture = z
  .object({
    train: rowsSchema,
    test: rowsSchema,
    boosted: z.object({ auc: z.number(), logLoss: z.number() }),
    small: z.object({
      trees: z.array(nodeSchema),
      margins: z.array(z.number()),
      contributions: z.array(z.array(z.number())),
    }),
  })
  .parse(
    JSON.parse(
      readFileSync(
        new URL('../../../test/fixtures/estimators/gradient-boosting.golden.json', import.meta.url),
        'utf8',
      ),
    ),
  );

const columns = ['f0', 'f1', 'f2', 'f3', 'f4', 'f5'];
const matrixOf = ({ values }: z.infer<typeof rowsSchema>): FeatureMatrix =>
  featureMatrix(
    columns,
    Float64Array.from(values.flat(), (value) => value ?? Number.NaN),
  );
const test = matrixOf(fixture.test);

/** XGBoost sends a value below the condition to "yes"; a threshold just below it does the same to float32 values. */
const justBelow = (condition: number): number => condition - 1e-9 * Math.max(1, Math.abs(condition));

function treeJsonOf(root: XgboostNode): TreeJson {
  const nodes: XgboostNode[] = [];
  const children: [number, number][] = [];
  const add = (node: XgboostNode): number => {
    const place = nodes.push(node) - 1;
    children.push([-1, -1]);
    if ('children' in node) {
      const yesFirst = node.children[0].nodeid === node.yes;
      const [yes, no] = yesFirst ? node.children : node.children.toReversed();
      children[place] = [add(yes), add(no)];
    }
    return place;
  };
  add(root);
  const inner = nodes.map((node) => ('children' in node ? node : null));
  return treeSchema.parse({
    column: inner.map((node) => (node === null ? -1 : columns.indexOf(node.split))),
    threshold: inner.map((node) => (node === null ? 0 : justBelow(node.split_condition))),
    missingLeft: inner.map((node) => (node !== null && node.missing === node.yes ? 1 : 0)),
    left: children.map(([left]) => left),
    right: children.map(([, right]) => right),
    value: nodes.map((node) => ('leaf' in node ? node.leaf : 0)),
    cover: nodes.map(({ cover }) => cover),
  });
}

it("explains XGBoost's trees as XGBoost does", () => {
  const model = gradientBoosting.fromJson({ columns, start: 0, trees: fixture.small.trees.map(treeJsonOf) });
  const out = new Float64Array(columns.length);
  fixture.small.contributions.forEach((theirs, row) => {
    const base = model.contributions(rowOf(test, row), out);
    // XGBoost computes in float32, and prints covers with six digits.
    [...out, base].forEach((part, column) => {
      expect(part).toBeCloseTo(theirs[column], 5);
    });
    expect(model.margin(rowOf(test, row))).toBeCloseTo(fixture.small.margins[row], 5);
  });
  expect(fixture.small.contributions.length).toBeGreaterThan(30);
});

it('judges later rows as well as XGBoost does', () => {
  const model = gradientBoosting.fit(matrixOf(fixture.train), Uint8Array.from(fixture.train.labels), {
    seed: 1,
    params: gradientBoosting.paramsSchema.parse({ rounds: 60, maxLeaves: 15 }),
  });
  const labels = Uint8Array.from(fixture.test.labels);
  const margins = Array.from(labels, (_, row) => model.margin(rowOf(test, row)));
  const losses = margins.map((margin, row) => softplus(margin) - labels[row] * margin);
  // The area of 1,000 rows has a standard error of about 0.015; on the same rows two similar models differ by less.
  expect(Math.abs((rocAuc(rankByScore(margins, labels)) ?? Number.NaN) - fixture.boosted.auc)).toBeLessThan(
    0.01,
  );
  expect(
    Math.abs(losses.reduce((sum, loss) => sum + loss, 0) / losses.length - fixture.boosted.logLoss),
  ).toBeLessThan(0.01);
});
