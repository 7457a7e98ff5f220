import { describe, expect, it } from 'vitest';
import { interceptAtLevel, plattScaling } from './platt-scaling.ts';
import { seededRandom } from './random.ts';
import { sigmoid } from './sigmoid.ts';

describe('plattScaling', () => {
  it('agrees with LibSVM', () => {
    // sklearn/tests/test_calibration.py, test_sigmoid_calibration: A and B of 1 / (1 + exp(A f + B)) from LibSVM's code.
    const line = plattScaling([5, -4, 1], [1, 0, 0]);
    expect(-line.slope).toBeCloseTo(-0.20261354391187855, 4);
    expect(-line.intercept).toBeCloseTo(0.6523631498001051, 4);
  });

  it('recovers the line from which the labels were drawn', () => {
    const random = seededRandom(11);
    const margins = Float64Array.from({ length: 100_000 }, () => 6 * random.uniform() - 3);
    const labels = Uint8Array.from(margins, (margin) =>
      random.uniform() < sigmoid(0.7 * margin - 0.4) ? 1 : 0,
    );
    const line = plattScaling(margins, labels);
    // Standard errors are about 0.005 and 0.007.
    expect(Math.abs(line.slope - 0.7)).toBeLessThan(0.02);
    expect(Math.abs(line.intercept + 0.4)).toBeLessThan(0.03);
  });

  it('falls back on the softened base rate where margins carry no information', () => {
    const line = plattScaling([2, 2, 2, 2], [1, 0, 0, 0]);
    const probability = sigmoid(line.slope * 2 + line.intercept);
    // Mean of Platt's softened labels: (2/3 + 3 * 1/5) / 4.
    expect(probability).toBeCloseTo((2 / 3 + 3 / 5) / 4, 9);
  });

  it('stays finite where margins separate the labels', () => {
    const line = plattScaling([-2, -1, 1, 2], [0, 0, 1, 1]);
    expect(Number.isFinite(line.slope) && line.slope > 0).toBe(true);
    expect(line.intercept).toBeCloseTo(0, 9);
  });
});

describe('interceptAtLevel', () => {
  it('keeps the mean probability, whatever the slope', () => {
    const random = seededRandom(12);
    const margins = Float64Array.from({ length: 500 }, () => 4 * random.uniform() - 3);
    const mean = (slope: number, intercept: number) =>
      margins.reduce((sum, margin) => sum + sigmoid(slope * margin + intercept), 0) / margins.length;
    for (const slope of [0.5, 0.9, 1, 2])
      expect(mean(slope, interceptAtLevel(margins, slope))).toBeCloseTo(mean(1, 0), 8);
    expect(interceptAtLevel(margins, 1)).toBeCloseTo(0, 8);
  });
});
