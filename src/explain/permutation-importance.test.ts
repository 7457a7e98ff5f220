import { describe, expect, it } from 'vitest';
import { weightedSumScorer } from '../../test/fixtures/weighted-sum-scorer.ts';
import { featureMatrix } from '../model/matrix.ts';
import { seededRandom } from '../stats/random.ts';
import { sigmoid } from '../stats/sigmoid.ts';
import { permutationImportance } from './permutation-importance.ts';

const COLUMNS = ['strong', 'weak', 'unused', 'day', 'strong_pct'];
const ROWS = 1500;

/** Labels follow `strong` more than `weak`; `day` is the same for each half of the rows. */
const random = seededRandom(11);
const rows = Array.from({ length: ROWS }, (_, row) => {
  const strong = 4 * random.uniform() - 2;
  const weak = 4 * random.uniform() - 2;
  const day = row < ROWS / 2 ? 0 : 1;
  const label = random.uniform() < sigmoid(2 * strong + 0.5 * weak) ? 1 : 0;
  return { values: [strong, weak, random.uniform(), day, (strong + 2) / 4], label, stratum: String(day) };
});
const matrix = featureMatrix(COLUMNS, Float64Array.from(rows.flatMap((row) => row.values)));
const labels = Uint8Array.from(rows, (row) => row.label);
const strata = rows.map((row) => row.stratum);
const groups = rows.map((_, row) => String(row));
const scorer = weightedSumScorer(COLUMNS, { strong: 1, strong_pct: 4, weak: 0.5, day: 3 });
const importances = (seed = 1) =>
  permutationImportance(scorer, matrix, labels, { strata, groups, repeats: 10, seed });

describe('permutation importance', () => {
  const found = importances();

  it('puts the indicator first that the model leans on most', () => {
    expect(found.map(({ indicator }) => indicator).slice(0, 2)).toEqual(['strong', 'weak']);
    const [strong, weak] = found;
    expect(strong.low).toBeGreaterThan(weak.high);
    expect(weak.low).toBeGreaterThan(0);
  });

  it('shuffles an indicator with its percentile: without both the ranking is little better than chance', () => {
    // Only `weak` is left. Alone it gives an area of about 0.6, both together one of about 0.9.
    expect(found[0].aucDrop).toBeGreaterThan(0.25);
    expect(found[0].aucDrop).toBeLessThan(0.45);
  });

  it('is 0 for an indicator that the model does not read, or that is the same for a whole stratum', () => {
    for (const name of ['unused', 'day'])
      expect(found.find(({ indicator }) => indicator === name)).toEqual({
        indicator: name,
        aucDrop: 0,
        low: 0,
        high: 0,
      });
  });

  it('has an interval that is wider where it was measured on fewer rows or groups', () => {
    const [{ low, high }] = found;
    expect(low).toBeLessThan(found[0].aucDrop);
    expect(high).toBeGreaterThan(found[0].aucDrop);
    const inGroups = permutationImportance(scorer, matrix, labels, {
      strata,
      groups: rows.map((row) => `${row.label} ${Math.floor(5 * (row.values[0] + 2))}`),
      repeats: 10,
      seed: 1,
    });
    expect(inGroups[0].aucDrop).toBe(found[0].aucDrop);
    expect(inGroups[0].high - inGroups[0].low).toBeGreaterThan(2 * (high - low));
  });

  it('is the same for the same seed, and different for a different seed', () => {
    expect(importances()).toEqual(found);
    expect(importances(2)).not.toEqual(found);
  });

  it('does not change the rows', () => {
    expect(matrix.values).toEqual(Float64Array.from(rows.flatMap((row) => row.values)));
  });

  it('refuses rows that all have the same label', () => {
    const alike = new Uint8Array(ROWS);
    expect(() =>
      permutationImportance(scorer, matrix, alike, { strata, groups, repeats: 2, seed: 1 }),
    ).toThrow(RangeError);
  });
});
