import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featureMatrix } from '../matrix.ts';
import { binCount, binMatrix, binOf, MISSING_BIN } from './bins.ts';

const binned = (values: number[], maxBins = 255, weights?: Float64Array) =>
  binMatrix(featureMatrix(['a'], Float64Array.from(values)), weights, maxBins);

describe('bins', () => {
  it('give each value a bin of its own where there are few values', () => {
    expect([...binned([3, 1, 2, 1, Number.NaN]).bins]).toEqual([2, 0, 1, 0, MISSING_BIN]);
  });

  it('separate neighbours that have no number between them', () => {
    expect([...binned([1, 1 + Number.EPSILON, 1 + 2 * Number.EPSILON]).bins]).toEqual([0, 1, 2]);
  });

  it('weigh about the same where there are many values', () => {
    const { bins } = binned(
      Array.from({ length: 1_000 }, (_, i) => i),
      10,
    );
    const sizes = Map.groupBy(bins, (bin) => bin);
    expect(sizes.size).toBe(10);
    for (const rows of sizes.values()) expect(rows.length).toBe(100);
  });

  it('give a heavy value its own bin, and share the rest', () => {
    const values = [...Array<number>(500).fill(0), ...Array.from({ length: 500 }, (_, i) => 1 + i)];
    const { bins } = binned(values, 6);
    expect(new Set(bins.subarray(0, 500))).toEqual(new Set([0]));
    expect(Map.groupBy(bins.subarray(500), (bin) => bin).size).toBe(5);
    expect(bins.subarray(500)).not.toContain(0);
  });

  it('do not count rows without weight', () => {
    expect(binCount(binned([1, 2, 3], 255, Float64Array.of(1, 0, 1)).columns[0])).toBe(2);
  });

  it('of categories are their codes; a category that training did not have is missing', () => {
    const matrix = { ...featureMatrix(['a'], Float64Array.of(2, 0, 4)), categories: ['a'] };
    const { bins, columns } = binMatrix(matrix, undefined, 255);
    expect([...bins]).toEqual([2, 0, 4]);
    expect(binOf(columns[0], 5)).toBe(MISSING_BIN);
  });

  it('keep the order of values and keep equal values together, whatever the values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 2, max: 20 }),
        (values, maxBins) => {
          const { bins, columns } = binned(values, maxBins);
          expect(binCount(columns[0])).toBeLessThanOrEqual(maxBins);
          expect([...bins]).toEqual(values.map((value) => binOf(columns[0], value)));
          const inOrder = values.toSorted((a, b) => a - b).map((value) => binOf(columns[0], value));
          expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
        },
      ),
    );
  });
});
