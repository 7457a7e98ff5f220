import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { featureMatrix, rowOf } from '../matrix.ts';
import { logisticRegression } from './logistic-regression.ts';

/** Written by scikit-learn 1.2.1: test/fixtures/estimators/logistic-regression.py */
const fixture = z
  .object({
    columns: z.array(z.string()),
    categories: z.array(z.string()),
    rows: z.array(z.array(z.number().nullable())),
    labels: z.array(z.number()),
    weights: z.array(z.number()),
    fits: z.array(
      z.object({
        penalty: z.number(),
        l1Share: z.number(),
        weighted: z.boolean(),
        coefficients: z.array(z.number()),
        intercept: z.number(),
        margins: z.array(z.number()),
      }),
    ),
  })
  .parse(
    JSON.parse(
      readFileSync(
        new URL('../../../test/fixtures/estimators/logistic-regression.json', import.meta.url),
        'utf8',
      ),
    ),
  );

const matrix = {
  ...featureMatrix(
    fixture.columns,
    Float64Array.from(fixture.rows.flat(), (value) => value ?? Number.NaN),
  ),
  categories: fixture.categories,
};

type Column =
  | { coefficient: number; missingCoefficient: number; missing: object | null }
  | { categories: { coefficient: number }[] };

const coefficientsOf = (columns: readonly Column[]): number[] =>
  columns.flatMap((column) =>
    'categories' in column
      ? column.categories.map(({ coefficient }) => coefficient)
      : column.missing === null
        ? [column.coefficient]
        : [column.coefficient, column.missingCoefficient],
  );

describe('logisticRegression beside scikit-learn', () => {
  it.each(fixture.fits)(
    'finds the same with penalty $penalty, l1 share $l1Share, weighted $weighted',
    (fit) => {
      const { penalty, l1Share } = fit;
      const model = logisticRegression.fit(matrix, Uint8Array.from(fixture.labels), {
        seed: 0,
        params: { penalty, l1Share, winsorShare: 0, compressSkewed: false },
        ...(fit.weighted && { weights: Float64Array.from(fixture.weights) }),
      });
      const json = model.toJson() as { intercept: number; columns: Column[] };
      expect(Math.abs(json.intercept - fit.intercept)).toBeLessThan(1e-6);
      coefficientsOf(json.columns).forEach((coefficient, nth) => {
        expect(Math.abs(coefficient - fit.coefficients[nth])).toBeLessThan(1e-6);
        // A coefficient that the penalty drops is exactly 0, not nearly 0.
        if (fit.coefficients[nth] === 0) expect(coefficient).toBe(0);
      });
      fit.margins.forEach((margin, row) => {
        expect(Math.abs(model.margin(rowOf(matrix, row)) - margin)).toBeLessThan(1e-6);
      });
    },
  );

  it('drops columns where the absolute part is strong', () => {
    const dropped = fixture.fits.map(
      ({ coefficients }) => coefficients.filter((value) => value === 0).length,
    );
    expect(dropped[0]).toBe(0);
    expect(dropped.at(-1)).toBeGreaterThan(2);
  });
});
