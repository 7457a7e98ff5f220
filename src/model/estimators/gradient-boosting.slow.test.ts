import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { seededRandom } from '../../stats/random.ts';
import { rankByScore } from '../../stats/ranking.ts';
import { rocAuc } from '../../stats/roc-auc.ts';
import { sigmoid } from '../../stats/sigmoid.ts';
import { type FeatureMatrix, featureMatrix, rowOf } from '../matrix.ts';
import type { FittedEstimator } from './estimator.ts';
import { gradientBoosting } from './gradient-boosting.ts';

const paramsOf = (params: object) => gradientBoosting.paramsSchema.parse(params);

/** The margin is highest where a and b are on the same side of 0, which no linear model can learn; c is noise. */
function exclusiveOr(rows: number, seed: number): { matrix: FeatureMatrix; labels: Uint8Array } {
  const random = seededRandom(seed);
  const values = Float64Array.from({ length: 3 * rows }, () => 2 * random.uniform() - 1);
  const labels = Uint8Array.from({ length: rows }, (_, row) =>
    random.uniform() < sigmoid(3 * Math.sign(values[3 * row] * values[3 * row + 1])) ? 1 : 0,
  );
  return { matrix: featureMatrix(['a', 'b', 'c'], values), labels };
}

const treesOf = (model: FittedEstimator) => (model.toJson() as { trees: unknown[] }).trees.length;

describe('gradient boosting', () => {
  it('learns what a linear model cannot', () => {
    const { matrix, labels } = exclusiveOr(4_000, 1);
    const later = exclusiveOr(4_000, 2);
    const model = gradientBoosting.fit(matrix, labels, { seed: 1, params: paramsOf({ rounds: 50 }) });
    const margins = Array.from({ length: 4_000 }, (_, row) => model.margin(rowOf(later.matrix, row)));
    // The true margins, 3 and -3, rank with an area of sigmoid(3) = 0.953.
    expect(rocAuc(rankByScore(margins, later.labels))).toBeGreaterThan(0.92);
  });

  it('stops where later rows show that it has begun to overfit', () => {
    const { matrix, labels } = exclusiveOr(500, 3);
    const validation = exclusiveOr(500, 4);
    const params = paramsOf({ rounds: 400, patience: 20 });
    const stopped = gradientBoosting.fit(matrix, labels, { seed: 1, params, validation });
    expect(treesOf(stopped)).toBeGreaterThan(2);
    expect(treesOf(stopped)).toBeLessThan(100);
    expect(treesOf(gradientBoosting.fit(matrix, labels, { seed: 1, params }))).toBe(400);
  });

  it('takes the first step as computed by hand', () => {
    // Labels 0 0 1 1 with a = 0 0 1 1: p = 1/2, so gradients are 1/2 and -1/2, hessians 1/4. Leaf values are
    // -G / (H + l2) times the rate: -1 / (1/2 + 1/2) * 0.1 on the left.
    const model = gradientBoosting.fit(
      featureMatrix(['a'], Float64Array.of(0, 0, 1, 1)),
      Uint8Array.of(0, 0, 1, 1),
      { seed: 1, params: paramsOf({ rounds: 1, l2: 0.5, minHessian: 0.1 }) },
    );
    expect(model.margin(Float64Array.of(0))).toBeCloseTo(-0.1, 14);
    expect(model.margin(Float64Array.of(1))).toBeCloseTo(0.1, 14);
    expect(model.margin(Float64Array.of(0.5))).toBe(model.margin(Float64Array.of(0)));
  });

  it('keeps columns monotone that are declared so, even against the data', () => {
    const { matrix, labels } = exclusiveOr(2_000, 5);
    const model = gradientBoosting.fit(matrix, labels, {
      seed: 1,
      params: paramsOf({ rounds: 60, monotone: { a: 1, b: -1 } }),
    });
    for (let row = 0; row < 200; row += 1) {
      const [, b, c] = rowOf(matrix, row);
      const grid = Array.from({ length: 21 }, (_, i) => -1 + i / 10);
      const alongA = grid.map((a) => model.margin(Float64Array.of(a, b, c)));
      expect(alongA).toEqual(alongA.toSorted((x, y) => x - y));
      const alongB = grid.map((value) => model.margin(Float64Array.of(b, value, c)));
      expect(alongB).toEqual(alongB.toSorted((x, y) => y - x));
    }
    expect(() =>
      gradientBoosting.fit(matrix, labels, { seed: 1, params: paramsOf({ monotone: { d: 1 } }) }),
    ).toThrow(InputError);
  });

  it('splits categories into two groups, whatever their codes', () => {
    const random = seededRandom(6);
    const codes = Float64Array.from({ length: 3_000 }, () => random.below(8));
    const labels = Uint8Array.from(codes, (code) =>
      random.uniform() < (code % 2 === 0 ? 0.9 : 0.1) ? 1 : 0,
    );
    const matrix = { ...featureMatrix(['kind'], codes), categories: ['kind'] };
    const model = gradientBoosting.fit(matrix, labels, {
      seed: 1,
      params: paramsOf({ rounds: 1, learningRate: 1, maxLeaves: 2 }),
    });
    const margins = Array.from({ length: 8 }, (_, code) => model.margin(Float64Array.of(code)));
    expect(new Set(margins).size).toBe(2);
    for (const [code, margin] of margins.entries()) expect(Math.sign(margin)).toBe(code % 2 === 0 ? 1 : -1);
    const restored = gradientBoosting.fromJson(JSON.parse(JSON.stringify(model.toJson())));
    expect(restored.margin(Float64Array.of(3))).toBe(margins[3]);
  });

  it('learns which way missing values go', () => {
    const random = seededRandom(7);
    const values = Float64Array.from({ length: 2_000 }, () =>
      random.uniform() < 0.3 ? Number.NaN : random.uniform(),
    );
    const labels = Uint8Array.from(values, (value) =>
      random.uniform() < (Number.isNaN(value) || value < 0.2 ? 0.9 : 0.1) ? 1 : 0,
    );
    const model = gradientBoosting.fit(featureMatrix(['a'], values), labels, { seed: 1 });
    expect(model.margin(Float64Array.of(Number.NaN))).toBeGreaterThan(1);
    expect(model.margin(Float64Array.of(0.1))).toBeGreaterThan(1);
    expect(model.margin(Float64Array.of(0.7))).toBeLessThan(-1);
  });

  it('draws rows and columns by its seed', () => {
    const { matrix, labels } = exclusiveOr(800, 8);
    const params = paramsOf({ rounds: 10, rowShare: 0.5, columnShare: 0.5 });
    const marginBy = (seed: number) =>
      gradientBoosting.fit(matrix, labels, { seed, params }).margin(rowOf(matrix, 0));
    expect(marginBy(1)).toBe(marginBy(1));
    expect(marginBy(1)).not.toBe(marginBy(2));
  });
});
