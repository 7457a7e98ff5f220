import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankByScore } from './ranking.ts';
import { rocAuc } from './roc-auc.ts';
import { rocCurve } from './roc-curve.ts';

it('agrees with scikit-learn', () => {
  // The example of sklearn.metrics.roc_curve's documentation: scores 0.1, 0.4, 0.35, 0.8 with labels 0, 0, 1, 1 give
  // fpr 0, 0, 0.5, 0.5, 1 and tpr 0, 0.5, 0.5, 1, 1.
  const points = rocCurve(rankByScore([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]));
  expect(
    points.map(({ falsePositiveRate, truePositiveRate }) => [falsePositiveRate, truePositiveRate]),
  ).toEqual([
    [0, 0],
    [0, 0.5],
    [0.5, 0.5],
    [0.5, 1],
    [1, 1],
  ]);
});

it('is empty where one of the labels is absent', () => {
  expect(rocCurve(rankByScore([0.1, 0.2], [1, 1]))).toEqual([]);
  expect(rocCurve(rankByScore([], []))).toEqual([]);
});

it('has an area equal to the AUC', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1 }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 2 }), (rows) => {
      const ranking = rankByScore(
        rows.map(([score]) => score),
        rows.map(([, label]) => label),
      );
      const points = rocCurve(ranking);
      const auc = rocAuc(ranking);
      if (auc === null) {
        expect(points).toEqual([]);
        return;
      }
      const area = points.slice(1).reduce((sum, point, place) => {
        const before = points[place];
        const width = point.falsePositiveRate - before.falsePositiveRate;
        return sum + (width * (point.truePositiveRate + before.truePositiveRate)) / 2;
      }, 0);
      expect(area).toBeCloseTo(auc, 12);
    }),
  );
});
