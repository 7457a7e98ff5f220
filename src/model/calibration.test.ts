import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationError } from '../stats/calibration-error.ts';
import { seededRandom } from '../stats/random.ts';
import { sigmoid } from '../stats/sigmoid.ts';
import {
  type CalibrationKind,
  calibratedProbability,
  calibrationSchema,
  fitCalibration,
  fitSpread,
} from './calibration.ts';

const KINDS = ['platt', 'isotonic'] as const satisfies CalibrationKind[];

/** Margins twice as sure as they should be, and too high by 0.5. */
function overconfident(rows: number, seed: number): { margins: Float64Array; labels: Uint8Array } {
  const random = seededRandom(seed);
  const margins = Float64Array.from({ length: rows }, () => 8 * random.uniform() - 4);
  const labels = Uint8Array.from(margins, (margin) => (random.uniform() < sigmoid(margin / 2 - 0.5) ? 1 : 0));
  return { margins, labels };
}

describe.each(KINDS)('calibration by %s', (kind) => {
  const { margins, labels } = overconfident(20_000, 1);
  const calibration = fitCalibration(kind, margins, labels);

  it('makes probabilities true on rows it has not seen', () => {
    const later = overconfident(20_000, 2);
    const raw = calibrationError(later.margins.map(sigmoid), later.labels) as number;
    const probabilities = later.margins.map((margin) => calibratedProbability(calibration, margin));
    expect(raw).toBeGreaterThan(0.1);
    // With 20,000 rows in ten bins a perfect calibration shows an error of about 0.008 by chance alone.
    expect(calibrationError(probabilities, later.labels)).toBeLessThan(0.02);
  });

  it('is a probability that never falls as the margin rises', () => {
    const margin = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(margin, margin, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((m) =>
          calibratedProbability(calibration, m),
        );
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });

  it('is the same after a round trip through JSON', () => {
    const restored = calibrationSchema.parse(JSON.parse(JSON.stringify(calibration)));
    expect(restored).toEqual(calibration);
  });

  it('refuses rows of one label', () => {
    expect(() => fitCalibration(kind, Float64Array.of(1, 2), Uint8Array.of(1, 1))).toThrow(
      /none has label 0/,
    );
  });
});

describe('calibrationSchema', () => {
  it('refuses curves that fall, or that are empty, uneven or not probabilities', () => {
    const curve = (positions: number[], values: number[]) =>
      calibrationSchema.safeParse({ kind: 'isotonic', positions, values }).success;
    expect(curve([0, 1], [0.2, 0.2])).toBe(true);
    expect(curve([0, 0], [0.2, 0.3])).toBe(false);
    expect(curve([0, 1], [0.3, 0.2])).toBe(false);
    expect(curve([0, 1], [0.3])).toBe(false);
    expect(curve([0], [1.1])).toBe(false);
    expect(curve([], [])).toBe(false);
  });
});

describe('calibration of how sure margins are', () => {
  const { margins, labels } = overconfident(20_000, 3);
  const calibration = fitSpread(margins, labels);
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('makes margins as sure as they should be', () => {
    expect(calibration.kind === 'platt' && Math.abs(calibration.slope - 0.5)).toBeLessThan(0.03);
  });

  it('leaves the mean probability where it was, although fewer rows have label 1', () => {
    const probabilities = margins.map((margin) => calibratedProbability(calibration, margin));
    expect(mean(probabilities)).toBeCloseTo(mean(margins.map(sigmoid)), 6);
    expect(mean(Float64Array.from(labels))).toBeLessThan(mean(probabilities) - 0.05);
  });

  it('is refused where rows of only one label are given', () => {
    expect(() => fitSpread(Float64Array.of(1, 2), Uint8Array.of(1, 1))).toThrow(/none has label 0/);
  });
});
