import { afterAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import type { Estimator, FittedEstimator } from '../../src/model/estimators/estimator.ts';
import { ESTIMATORS, estimatorNamed } from '../../src/model/estimators/estimators.ts';
import { type FeatureMatrix, rowOf, selectColumns, selectRows } from '../../src/model/matrix.ts';
import { rankByScore } from '../../src/stats/ranking.ts';
import { rocAuc } from '../../src/stats/roc-auc.ts';
import { CATEGORY_COLUMNS, COLUMNS, categoryRows, ROWS, trainingRows } from './estimator-rows.ts';

/** Estimators that stop by validation rows, or that have such a member. All others always finish. */
const STOPPED_BY_VALIDATION = ['gradient_boosting', 'neural_network', 'blend'];

const varianceOf = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
};

const marginsOf = (model: FittedEstimator, matrix: FeatureMatrix): number[] =>
  Array.from({ length: matrix.rows }, (_, row) => model.margin(rowOf(matrix, row)));

/** Every object and array inside a JSON value, with the keys that lead to it. */
function* containersOf(json: unknown, path: string[] = []): Generator<{ path: string[]; keys: string[] }> {
  if (typeof json !== 'object' || json === null) return;
  yield { path, keys: Object.keys(json) };
  for (const [key, value] of Object.entries(json)) yield* containersOf(value, [...path, key]);
}

/** A copy of `json` with the value at `path` replaced. */
function withValueAt(json: unknown, path: readonly string[], value: unknown): unknown {
  const copy = structuredClone(json);
  let parent = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  parent[path.at(-1) as string] = value;
  return copy;
}

const checked = new Set<string>();

describe.each(Object.keys(ESTIMATORS))('estimator %s', (name) => {
  const estimator: Estimator<unknown> = estimatorNamed(name);
  const { matrix, labels } = trainingRows();
  const train = (on: FeatureMatrix = matrix, weights?: Float64Array, seed = 1): FittedEstimator =>
    estimator.fit(on, labels, { seed, ...(weights && { weights }) });
  const model = train();
  const margins = marginsOf(model, matrix);

  it('has the name under which it is listed, and defaults', () => {
    expect(estimator.name).toBe(name);
    expect(model.estimator).toBe(name);
    expect(model.columns).toEqual(COLUMNS);
    expect(() => estimator.paramsSchema.parse({})).not.toThrow();
    checked.add(name);
  });

  it('learns: it ranks its training rows well', () => {
    // The labels' own probabilities rank these rows with an area of about 0.89.
    expect(rocAuc(rankByScore(margins, labels))).toBeGreaterThan(0.85);
  });

  it('leaves its inputs unchanged', () => {
    const [values, labelsBefore] = [matrix.values.slice(), labels.slice()];
    const weights = new Float64Array(ROWS).fill(2);
    const again = train(matrix, weights);
    const row = rowOf(matrix, 0).slice();
    again.margin(row);
    again.contributions(row, new Float64Array(COLUMNS.length));
    expect(matrix.values).toEqual(values);
    expect(labels).toEqual(labelsBefore);
    expect(weights).toEqual(new Float64Array(ROWS).fill(2));
    expect(row).toEqual(values.slice(0, COLUMNS.length));
  });

  it('gives the same answer with the same seed', () => {
    expect(marginsOf(train(), matrix)).toEqual(margins);
    expect(JSON.stringify(train().toJson())).toBe(JSON.stringify(model.toJson()));
  });

  it('does not depend on the order of the columns', () => {
    const reversed = selectColumns(matrix, COLUMNS.toReversed());
    marginsOf(train(reversed), reversed).forEach((margin, row) => {
      expect(margin).toBeCloseTo(margins[row], 6);
    });
  });

  it('survives columns that are constant, missing, or missing only after training', () => {
    expect(margins.every(Number.isFinite)).toBe(true);
    const nothingKnown = new Float64Array(COLUMNS.length).fill(Number.NaN);
    expect(Number.isFinite(model.margin(nothingKnown))).toBe(true);
    const otherConstant = rowOf(matrix, 0).slice();
    otherConstant[COLUMNS.indexOf('constant')] = 99;
    expect(model.margin(otherConstant)).toBe(margins[0]);
  });

  it('has contributions that add up to the margin', () => {
    const out = new Float64Array(COLUMNS.length);
    for (let row = 0; row < ROWS; row += 1) {
      const base = model.contributions(rowOf(matrix, row), out);
      expect(out.reduce((sum, part) => sum + part, base)).toBeCloseTo(margins[row], 9);
    }
  });

  it('gives a column that never varied no contribution', () => {
    const out = new Float64Array(COLUMNS.length);
    model.contributions(rowOf(matrix, 0), out);
    expect(out[COLUMNS.indexOf('constant')]).toBe(0);
    expect(out[COLUMNS.indexOf('alwaysMissing')]).toBe(0);
  });

  it('refuses a row of a different width', () => {
    expect(() => model.margin(new Float64Array(COLUMNS.length - 1))).toThrow(RangeError);
    expect(() => model.contributions(new Float64Array(1), new Float64Array(1))).toThrow(RangeError);
  });

  it('predicts to the last bit the same after a round trip through JSON', () => {
    const restored = estimator.fromJson(JSON.parse(JSON.stringify(model.toJson())));
    expect(marginsOf(restored, matrix)).toEqual(margins);
    expect(restored.columns).toEqual(COLUMNS);
    expect(restored.toJson()).toEqual(model.toJson());
  });

  it('refuses damaged JSON wherever the damage is', () => {
    const json = JSON.parse(JSON.stringify(model.toJson()));
    for (const damaged of [null, 1, 'x', [], {}])
      expect(() => estimator.fromJson(damaged)).toThrow(InputError);
    const places = [...containersOf(json)].flatMap(({ path, keys }) => keys.map((key) => [...path, key]));
    expect(places.length).toBeGreaterThan(COLUMNS.length);
    // A model of trees has some ten thousand places; a few hundred, evenly spread, cover every kind.
    const step = Math.ceil(places.length / 300);
    for (const place of places.filter((_, index) => index % step === 0))
      expect(() => estimator.fromJson(withValueAt(json, place, { not: 'this' }))).toThrow(InputError);
  });

  it('treats a weight as repetition', () => {
    const weights = Float64Array.from({ length: ROWS }, (_, row) => row % 3);
    const repeatedRows = Array.from(weights).flatMap((weight, row) => Array<number>(weight).fill(row));
    const repeated = estimator.fit(
      selectRows(matrix, repeatedRows),
      Uint8Array.from(repeatedRows, (row) => labels[row]),
      { seed: 1 },
    );
    const weighted = marginsOf(train(matrix, weights), matrix);
    marginsOf(repeated, matrix).forEach((margin, row) => {
      expect(weighted[row]).toBeCloseTo(margin, 6);
    });
  });

  describe('with categories', () => {
    const shown = categoryRows(5);
    const fitted = estimator.fit(shown.matrix, shown.labels, { seed: 1 });
    const shownMargins = marginsOf(fitted, shown.matrix);
    const rowsToAsk = {
      met: [2, 0.5],
      missing: [Number.NaN, 0.5],
      unseen: [99, 0.5],
      unseenAndUnknown: [99, Number.NaN],
    };

    it('learns what no order of the codes shows', () => {
      const later = categoryRows(6);
      // The labels' own probabilities, 0.9 and 0.1, rank with an area of 0.9.
      expect(rocAuc(rankByScore(marginsOf(fitted, later.matrix), later.labels))).toBeGreaterThan(0.85);
      expect(fitted.margin(Float64Array.from(rowsToAsk.missing))).toBeLessThan(-1);
    });

    it('takes codes as names: different codes in their place give the same answer', () => {
      const renamed = categoryRows(5, (colour) => 30 * colour + 3);
      const model = estimator.fit(renamed.matrix, renamed.labels, { seed: 1 });
      marginsOf(model, renamed.matrix).forEach((margin, row) => {
        expect(margin).toBeCloseTo(shownMargins[row], 6);
      });
    });

    it('does not depend on the order of the columns', () => {
      const reversed = selectColumns(shown.matrix, CATEGORY_COLUMNS.toReversed());
      const model = estimator.fit(reversed, shown.labels, { seed: 1 });
      marginsOf(model, reversed).forEach((margin, row) => {
        expect(margin).toBeCloseTo(shownMargins[row], 6);
      });
    });

    it.each(Object.entries(rowsToAsk))('scores a %s code and explains the score', (_, values) => {
      const row = Float64Array.from(values);
      const out = new Float64Array(2);
      const base = fitted.contributions(row, out);
      expect(Number.isFinite(fitted.margin(row))).toBe(true);
      expect(base + out[0] + out[1]).toBeCloseTo(fitted.margin(row), 9);
    });

    it('scores a missing code where training had none', () => {
      const present = selectRows(
        shown.matrix,
        Array.from(shown.labels.keys()).filter((row) => !Number.isNaN(rowOf(shown.matrix, row)[0])),
      );
      const labelsThen = shown.labels.filter((__, row) => !Number.isNaN(rowOf(shown.matrix, row)[0]));
      const model = estimator.fit(present, labelsThen, { seed: 1 });
      expect(Number.isFinite(model.margin(Float64Array.from(rowsToAsk.missing)))).toBe(true);
    });

    it('predicts to the last bit the same after a round trip through JSON', () => {
      const restored = estimator.fromJson(JSON.parse(JSON.stringify(fitted.toJson())));
      expect(marginsOf(restored, shown.matrix)).toEqual(shownMargins);
      for (const values of Object.values(rowsToAsk))
        expect(restored.margin(Float64Array.from(values))).toBe(fitted.margin(Float64Array.from(values)));
    });
  });

  describe('with validation rows', () => {
    type Rows = NonNullable<Parameters<typeof estimator.fit>[2]['validation']>;
    const later: Rows = { matrix, labels, weights: new Float64Array(ROWS).fill(1) };
    const turned: Rows = { matrix, labels: labels.map((label) => 1 - label) };
    const stoppedBy = (validation: Rows): FittedEstimator =>
      estimator.fit(matrix, labels, { seed: 1, validation });

    it('leaves them unchanged and gives the same answer again', () => {
      const before = structuredClone(later);
      const first = stoppedBy(later).toJson();
      expect(later).toEqual(before);
      expect(JSON.stringify(stoppedBy(later).toJson())).toBe(JSON.stringify(first));
    });

    it('stops early, or finishes as without validation rows, by its nature', () => {
      // Rows with all labels flipped contradict every step.
      const stopped = marginsOf(stoppedBy(turned), matrix);
      if (STOPPED_BY_VALIDATION.includes(name))
        expect(varianceOf(stopped)).toBeLessThan(0.8 * varianceOf(margins));
      else expect(stopped).toEqual(margins);
    });

    it('ignores validation rows of weight 0', () => {
      const twice = selectRows(
        matrix,
        Array.from({ length: 2 * ROWS }, (_, row) => row % ROWS),
      );
      const withSilent: Rows = {
        matrix: twice,
        labels: Uint8Array.from([...labels, ...turned.labels]),
        weights: Float64Array.from({ length: 2 * ROWS }, (_, row) => (row < ROWS ? 1 : 0)),
      };
      expect(marginsOf(stoppedBy(withSilent), matrix)).toEqual(marginsOf(stoppedBy(later), matrix));
    });

    it('has contributions that add up to the margin', () => {
      const model = stoppedBy(turned);
      const out = new Float64Array(COLUMNS.length);
      for (let row = 0; row < 50; row += 1) {
        const base = model.contributions(rowOf(matrix, row), out);
        const margin = model.margin(rowOf(matrix, row));
        expect(out.reduce((sum, part) => sum + part, base)).toBeCloseTo(margin, 9);
      }
    });
  });
});

describe('estimatorNamed', () => {
  it('lists the known names when it does not know a name', () => {
    expect(() => estimatorNamed('oracle')).toThrow(/no estimator oracle; there are logistic_regression/);
    expect(() => estimatorNamed('toString')).toThrow(InputError);
  });
});

afterAll(() => {
  console.log(`Estimators held to the contract: ${checked.size} (${[...checked].join(', ')}).`);
  expect([...checked]).toEqual(Object.keys(ESTIMATORS));
});
