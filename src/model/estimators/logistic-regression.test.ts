import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/random.ts';
import { sigmoid } from '../../stats/sigmoid.ts';
import { type FeatureMatrix, featureMatrix, rowOf } from '../matrix.ts';
import { logisticRegression } from './logistic-regression.ts';

const plain = { penalty: 1e-12, l1Share: 0, winsorShare: 0, compressSkewed: false };

/** `rows` rows of three columns whose log-odds are 1 + 2 a - b; column c is noise. */
function simulated(rows: number, seed: number): { matrix: FeatureMatrix; labels: Uint8Array } {
  const random = seededRandom(seed);
  const matrix = featureMatrix(
    ['a', 'b', 'c'],
    Float64Array.from({ length: 3 * rows }, () => 4 * random.uniform() - 2),
  );
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    const [a, b] = rowOf(matrix, row);
    return random.uniform() < sigmoid(1 + 2 * a - b) ? 1 : 0;
  });
  return { matrix, labels };
}

describe('logisticRegression', () => {
  it('finds the published estimates without a penalty', () => {
    // Hours of study and passing an exam, 20 students: Wikipedia, "Logistic regression", gives the intercept -4.0777
    // and 1.5046 per hour.
    const hours = [
      0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5,
    ];
    const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];
    const model = logisticRegression.fit(
      featureMatrix(['hours'], Float64Array.from(hours)),
      Uint8Array.from(passed),
      { seed: 0, params: plain },
    );
    const at = (value: number) => model.margin(Float64Array.of(value));
    expect(at(3) - at(2)).toBeCloseTo(1.5046, 4);
    expect(at(2) - 2 * (at(3) - at(2))).toBeCloseTo(-4.0777, 3);
  });

  it('recovers the coefficients that made the labels', () => {
    const { matrix, labels } = simulated(50_000, 5);
    const model = logisticRegression.fit(matrix, labels, { seed: 0, params: plain });
    const base = model.margin(Float64Array.of(0, 0, 0));
    // Standard errors are about 0.02.
    expect(Math.abs(base - 1)).toBeLessThan(0.08);
    expect(Math.abs(model.margin(Float64Array.of(1, 0, 0)) - base - 2)).toBeLessThan(0.08);
    expect(Math.abs(model.margin(Float64Array.of(0, 1, 0)) - base + 1)).toBeLessThan(0.08);
    expect(Math.abs(model.margin(Float64Array.of(0, 0, 1)) - base)).toBeLessThan(0.08);
  });

  it('is at the minimum of the penalised loss: the gradient is zero', () => {
    const { matrix, labels } = simulated(3000, 6);
    const penalty = 0.1;
    const model = logisticRegression.fit(matrix, labels, { seed: 0, params: { ...plain, penalty } });
    const json = model.toJson() as { columns: { mean: number; deviation: number; coefficient: number }[] };
    const gradient = json.columns.map(({ coefficient }) => penalty * coefficient);
    let intercept = 0;
    for (let row = 0; row < matrix.rows; row += 1) {
      const values = rowOf(matrix, row);
      const residual = (sigmoid(model.margin(values)) - labels[row]) / matrix.rows;
      intercept += residual;
      json.columns.forEach(({ mean, deviation }, place) => {
        gradient[place] += residual * ((values[place] - mean) / deviation);
      });
    }
    for (const slope of [intercept, ...gradient]) expect(Math.abs(slope)).toBeLessThan(1e-9);
  });

  it('shrinks coefficients as the penalty grows', () => {
    const { matrix, labels } = simulated(2000, 7);
    const spread = (penalty: number) => {
      const model = logisticRegression.fit(matrix, labels, { seed: 0, params: { ...plain, penalty } });
      return model.margin(Float64Array.of(1, 0, 0)) - model.margin(Float64Array.of(0, 0, 0));
    };
    expect(spread(0.001)).toBeGreaterThan(spread(0.1));
    expect(spread(0.1)).toBeGreaterThan(spread(10));
    expect(spread(1000)).toBeCloseTo(0, 2);
  });

  it('learns from missing values, as part of their column', () => {
    const random = seededRandom(8);
    const labels = Uint8Array.from({ length: 2000 }, () => random.below(2));
    // The value carries no information; that it is missing carries much.
    const values = Float64Array.from(labels, (label) =>
      random.uniform() < (label === 1 ? 0.8 : 0.2) ? Number.NaN : random.uniform(),
    );
    const model = logisticRegression.fit(featureMatrix(['a'], values), labels, { seed: 0 });
    const missing = Float64Array.of(Number.NaN);
    // The log-odds of the label are log(0.8 / 0.2) where the value is missing and the negative of that where it is not.
    expect(model.margin(missing)).toBeGreaterThan(1);
    expect(model.margin(Float64Array.of(0.5))).toBeLessThan(-1);
    const out = new Float64Array(1);
    expect(model.contributions(missing, out) + out[0]).toBeCloseTo(model.margin(missing), 12);
  });

  it('clamps values to the training bounds, so that no outlier runs away', () => {
    const { matrix, labels } = simulated(2000, 9);
    const model = logisticRegression.fit(matrix, labels, { seed: 0 });
    expect(model.margin(Float64Array.of(1e9, 0, 0))).toBe(model.margin(Float64Array.of(3, 0, 0)));
    expect(model.margin(Float64Array.of(-Infinity, 0, 0))).toBe(model.margin(Float64Array.of(-3, 0, 0)));
  });

  it('stays finite where a column separates the labels', () => {
    const values = Float64Array.from({ length: 100 }, (_, row) => row);
    const labels = Uint8Array.from(values, (value) => (value < 50 ? 0 : 1));
    const model = logisticRegression.fit(featureMatrix(['a'], values), labels, { seed: 0 });
    expect(model.margin(Float64Array.of(99))).toBeGreaterThan(3);
    expect(Number.isFinite(model.margin(Float64Array.of(99)))).toBe(true);
  });

  it('gives contributions that add up to the margin', () => {
    const { matrix, labels } = simulated(500, 10);
    const model = logisticRegression.fit(matrix, labels, { seed: 0 });
    const value = fc.oneof(fc.double({ noNaN: false }), fc.double({ min: -3, max: 3 }));
    fc.assert(
      fc.property(fc.tuple(value, value, value), (values) => {
        const row = Float64Array.from(values);
        const out = new Float64Array(3);
        const base = model.contributions(row, out);
        expect(out.reduce((sum, part) => sum + part, base)).toBe(model.margin(row));
      }),
    );
  });

  it('refuses rows that it cannot learn from, saying why', () => {
    const matrix = featureMatrix(['a'], Float64Array.of(1, 2, 3));
    expect(() => logisticRegression.fit(matrix, Uint8Array.of(1, 0), { seed: 0 })).toThrow(
      /label for each of the 3 rows; there are 2/,
    );
    expect(() => logisticRegression.fit(matrix, Uint8Array.of(1, 1, 1), { seed: 0 })).toThrow(
      /none has label 0/,
    );
    const weights = Float64Array.of(1, 1, 0);
    expect(() => logisticRegression.fit(matrix, Uint8Array.of(0, 0, 1), { seed: 0, weights })).toThrow(
      /none has label 1/,
    );
  });
});
