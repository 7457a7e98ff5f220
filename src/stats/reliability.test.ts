import { describe, expect, it } from 'vitest';
import { groupNumbers } from './bootstrap.ts';
import { calibrationError } from './calibration-error.ts';
import { seededRandom } from './random.ts';
import { reliability } from './reliability.ts';

describe('reliability', () => {
  it('compares the predicted with the observed share, bin by bin', () => {
    const bins = reliability([0.02, 0.08, 0.05, 0.96, 1], [0, 1, 0, 1, 1], Uint32Array.of(0, 1, 2, 3, 4));
    expect(bins.map(({ rows, share }) => [rows, share])).toEqual([
      [3, 1 / 3],
      [2, 1],
    ]);
    expect(bins[0].meanProbability).toBeCloseTo(0.05, 12);
    expect(bins[1].meanProbability).toBeCloseTo(0.98, 12);
    // Wilson's interval of two of two: from n / (n + 1.96^2) to 1.
    expect(bins[1].low).toBeCloseTo(2 / (2 + 1.959964 ** 2), 6);
    expect(bins[1].high).toBe(1);
  });

  const random = seededRandom(5);
  const probabilities = Float64Array.from({ length: 4000 }, () => random.uniform());
  const labels = Uint8Array.from(probabilities, (p) => (random.uniform() < p ? 1 : 0));
  const rows = [...probabilities.keys()];

  it('lies on the diagonal for probabilities that are true, within its intervals', () => {
    const bins = reliability(probabilities, labels, Uint32Array.from(rows));
    expect(bins.length).toBe(10);
    const held = bins.filter(
      ({ low, high, meanProbability }) => low <= meanProbability && meanProbability <= high,
    );
    expect(held.length).toBeGreaterThanOrEqual(8); // Two or more of ten 95 % intervals miss in 9 % of all seeds.
  });

  it('has the distances that make up the calibration error', () => {
    const bins = reliability(probabilities, labels, Uint32Array.from(rows));
    const error = bins.reduce(
      (sum, bin) => sum + (bin.rows / rows.length) * Math.abs(bin.share - bin.meanProbability),
      0,
    );
    expect(error).toBeCloseTo(calibrationError(probabilities, labels) as number, 12);
  });

  it('has wider intervals where rows come in groups that share their label', () => {
    const repeated = rows.map((row) => row - (row % 8));
    const alike = Uint8Array.from(repeated, (row) => labels[row]);
    const said = Float64Array.from(repeated, (row) => probabilities[row]);
    const width = (groups: Uint32Array) =>
      reliability(said, alike, groups).reduce((sum, { low, high }) => sum + high - low, 0);
    expect(width(groupNumbers(repeated.map(String)))).toBeGreaterThan(2 * width(Uint32Array.from(rows)));
  });
});
