import { describe, expect, test } from 'vitest';
import { pearson } from '../../stats/pearson.ts';
import { seededRandom } from '../../stats/random.ts';
import { fitRegressor, regressorFromJson, regressorSchema } from './regressor.ts';

const random = seededRandom(5);
const rows = Array.from({ length: 300 }, () => ({
  a: random.uniform(),
  b: 1_000 * random.uniform(),
  noise: random.uniform(),
}));
// A line in a, and a step in b that no line can follow.
const targets = Float64Array.from(rows, ({ a, b }) => 3 * a + (b > 500 ? 2 : 0));
const fitted = fitRegressor(rows.slice(0, 200), targets.slice(0, 200), 1);
const predicted = rows.slice(200).map((row) => fitted.predict(row));

describe('regressor', () => {
  test('follows lines and steps on rows that it was not trained on', () => {
    expect(pearson(predicted, targets.slice(200))).toBeGreaterThan(0.9);
  });

  test('a missing value counts as the mean, and a value far outside as the edge of the range', () => {
    const usual = fitted.predict({ a: 0.5, b: 500, noise: 0.5 });
    expect(Math.abs(fitted.predict({ a: Number.NaN, b: 500, noise: 0.5 }) - usual)).toBeLessThan(0.5);
    expect(fitted.predict({ a: 1e9, b: 500, noise: 0.5 })).toBeLessThan(usual + 3);
  });

  test('is the same to the last bit after writing to JSON and reading back', () => {
    const json = regressorSchema.parse(JSON.parse(JSON.stringify(fitted.toJson())));
    const restored = regressorFromJson(json);
    expect(rows.slice(200).map((row) => restored.predict(row))).toEqual(predicted);
  });

  test('the same seed gives the same answer', () => {
    const again = fitRegressor(rows.slice(0, 200), targets.slice(0, 200), 1);
    expect(rows.slice(200).map((row) => again.predict(row))).toEqual(predicted);
  });
});
