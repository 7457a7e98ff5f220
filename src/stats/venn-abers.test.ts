import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isotonicRegression, isotonicValue } from './isotonic-regression.ts';
import { coarsened, mergedProbability, vennAbers, vennAbersInterval } from './venn-abers.ts';

const row = fc.tuple(fc.integer({ min: 0, max: 15 }), fc.constantFrom(0, 1));
const rows = fc.array(row, { minLength: 1, maxLength: 40 });
/** Scores on the positions, between them and beyond them. */
const score = fc.integer({ min: -2, max: 34 }).map((half) => half / 2);

const fitted = (pairs: readonly (readonly [number, number])[]) =>
  vennAbers(
    pairs.map(([position]) => position),
    pairs.map(([, label]) => label),
  );

/** Vovk and Petej 2014, section 3: fit with the point added, once with each label. */
function byDefinition(pairs: readonly (readonly [number, number])[], at: number, label: 0 | 1): number {
  const all = [...pairs, [at, label] as const];
  const curve = isotonicRegression(
    all.map(([position]) => position),
    all.map(([, value]) => value),
  );
  return isotonicValue(curve, at);
}

describe('vennAbers', () => {
  it('agrees with two isotonic fits with the point added', () => {
    fc.assert(
      fc.property(rows, score, (pairs, at) => {
        const { low, high } = vennAbersInterval(fitted(pairs), at);
        expect(low).toBeCloseTo(byDefinition(pairs, at, 0), 12);
        expect(high).toBeCloseTo(byDefinition(pairs, at, 1), 12);
      }),
      { numRuns: 2000 },
    );
  });

  it('is an interval that rises with the score and holds the merged probability', () => {
    fc.assert(
      fc.property(rows, score, score, (pairs, a, b) => {
        const predictor = fitted(pairs);
        const left = vennAbersInterval(predictor, Math.min(a, b));
        const right = vennAbersInterval(predictor, Math.max(a, b));
        expect(left.low).toBeLessThan(left.high);
        expect(left.low).toBeLessThanOrEqual(right.low);
        expect(left.high).toBeLessThanOrEqual(right.high);
        const merged = mergedProbability(left);
        expect(merged).toBeGreaterThanOrEqual(left.low);
        expect(merged).toBeLessThanOrEqual(left.high);
      }),
    );
  });

  it('knows nothing beyond the scores it has seen', () => {
    const predictor = vennAbers([0.2, 0.8], [0, 1]);
    // The added label pooled with the 0 at 0.2 gives 0 and 1/2; with the 1 at 0.8: 1/2 and 1.
    expect(vennAbersInterval(predictor, 0.1)).toEqual({ low: 0, high: 0.5 });
    expect(vennAbersInterval(predictor, 0.5)).toEqual({ low: 0, high: 1 });
    expect(vennAbersInterval(predictor, 0.9)).toEqual({ low: 0.5, high: 1 });
  });

  it('keeps fewer steps and stays within the stated error', () => {
    fc.assert(
      fc.property(rows, score, (pairs, at) => {
        const fine = vennAbersInterval(fitted(pairs), at);
        const coarse = vennAbersInterval(coarsened(fitted(pairs), 0.05), at);
        expect(coarse.low).toBeLessThanOrEqual(fine.low);
        expect(coarse.high).toBeGreaterThanOrEqual(fine.high);
        expect(fine.low - coarse.low).toBeLessThan(0.05);
        expect(coarse.high - fine.high).toBeLessThan(0.05);
        expect(coarsened(fitted(pairs), 0.05).low.values.length).toBeLessThanOrEqual(21);
      }),
    );
  });

  it('accepts no step that lies above an end by a rounding error', () => {
    // With a 0 added, 11 of 20 labels are 0, and 1 - 11 / 20 is 0.44999999999999996.
    const predictor = fitted(Array.from({ length: 19 }, (_, n) => [0, n < 9 ? 1 : 0]));
    expect(vennAbersInterval(coarsened(predictor, 0.05), 0).low).toBeLessThanOrEqual(
      vennAbersInterval(predictor, 0).low,
    );
  });

  it('handles a hundred thousand rows', () => {
    const scores = Float64Array.from({ length: 100_000 }, (_, n) => ((n * 7919) % 100_003) / 100_003);
    const labels = scores.map((one, n) => (one > ((n * 104_729) % 99_991) / 99_991 ? 1 : 0));
    const { low, high } = vennAbersInterval(vennAbers(scores, labels), 0.3);
    expect(low).toBeGreaterThan(0.25);
    expect(high).toBeLessThan(0.35);
  });
});
