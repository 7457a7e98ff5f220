import { expect, it } from 'vitest';
import { seededRandom } from '../../stats/random.ts';
import { gradientBoosting } from '../estimators/gradient-boosting.ts';
import { featureMatrix } from '../matrix.ts';
import { leafSum } from './leaf-sum.ts';
import { leafValue, type TreeJson, treeFromJson } from './tree.ts';

it('gives the same bits as walking from tree to tree, with numbers, missing values and categories', () => {
  const random = seededRandom(3);
  const row = () => [
    random.uniform() < 0.2 ? Number.NaN : random.uniform(),
    random.uniform() < 0.1 ? Number.NaN : random.below(40),
  ];
  const rows = Array.from({ length: 2000 }, row);
  const labels = Uint8Array.from(rows, ([x, code]) =>
    random.uniform() < (x > 0.5 || code % 3 ? 0.8 : 0.2) ? 1 : 0,
  );
  const matrix = { ...featureMatrix(['x', 'code'], Float64Array.from(rows.flat())), categories: ['code'] };
  const params = gradientBoosting.paramsSchema.parse({ rounds: 21 });
  const { trees } = gradientBoosting.fit(matrix, labels, { seed: 1, params }).toJson() as {
    trees: TreeJson[];
  };
  const grown = trees.map(treeFromJson);
  expect(grown.length).toBe(21);
  expect(grown.some(({ categories }) => categories.some((codes) => codes !== null))).toBe(true);
  const sum = leafSum(grown);
  for (const asked of [...rows, [Number.MAX_VALUE, 254], [-Number.MAX_VALUE, 41], [Number.NaN, Number.NaN]]) {
    const values = Float64Array.from(asked);
    expect(sum(values)).toBe(grown.reduce((total, tree) => total + leafValue(tree, values), 0));
  }
});
