import { expect, it } from 'vitest';
import { precisionRecallCurve } from './precision-recall-curve.ts';
import { rankByScore } from './ranking.ts';

it('agrees with scikit-learn', () => {
  // The example of sklearn.metrics.precision_recall_curve's documentation, from the highest threshold down, without
  // its last point of no rows: precision 1, 0.5, 0.667, 0.5 and recall 0.5, 0.5, 1, 1.
  expect(precisionRecallCurve(rankByScore([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]))).toEqual([
    { recall: 0.5, precision: 1 },
    { recall: 0.5, precision: 0.5 },
    { recall: 1, precision: 2 / 3 },
    { recall: 1, precision: 0.5 },
  ]);
});

it('is thinned to as many points as a line needs, and keeps its ends', () => {
  const scores = Array.from({ length: 1000 }, (_, row) => row);
  const points = precisionRecallCurve(
    rankByScore(
      scores,
      scores.map((score) => score % 2),
    ),
    50,
  );
  expect(points.length).toBe(50);
  expect(points[0]).toEqual({ recall: 1 / 500, precision: 1 });
  expect(points.at(-1)).toEqual({ recall: 1, precision: 0.5 });
});

it('is empty without positives', () => {
  expect(precisionRecallCurve(rankByScore([0.4], [0]))).toEqual([]);
});
