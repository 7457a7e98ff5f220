import { describe, expect, it } from 'vitest';
import { precisionRecallBand, rocBand } from './curve-bands.ts';
import { seededRandom } from './random.ts';
import { rankByScore } from './ranking.ts';

const OPTIONS = { resamples: 200, seed: 1 };

const random = seededRandom(2);
const labels = Uint8Array.from({ length: 2000 }, () => (random.uniform() < 0.4 ? 1 : 0));
/** Rows with the target score higher: their share above x is 1 - x^2, that of the rows without it 1 - x. */
const scores = Float64Array.from(labels, (label) =>
  label === 1 ? Math.sqrt(random.uniform()) : random.uniform(),
);
const ranking = rankByScore(scores, labels);
const each = Uint32Array.from(labels.keys());

const at = <Point extends { at: number }>(band: readonly Point[], place: number): Point =>
  band.find((point) => Math.abs(point.at - place) < 1e-9) as Point;

describe('rocBand', () => {
  const band = rocBand(ranking, each, OPTIONS);

  it('holds the true curve at most places, and is as wide as the error of a share over as many rows', () => {
    expect(band.length).toBe(101);
    // At a false positive rate of f the threshold is 1 - f, and 1 - (1 - f)^2 of the rows with the target are above it.
    const held = band.filter(({ at: f, low, high }) => low <= 1 - (1 - f) ** 2 && 1 - (1 - f) ** 2 <= high);
    expect(held.length).toBeGreaterThan(85);
    // At f = 0.5: the error of the rate 0.75 over 800 rows, and of the threshold from 1200 rows, times the slope 1.
    const width = at(band, 0.5).high - at(band, 0.5).low;
    const deviation = Math.sqrt((0.75 * 0.25) / 800 + 0.25 / 1200);
    expect(width / (2 * 1.96 * deviation)).toBeGreaterThan(0.8);
    expect(width / (2 * 1.96 * deviation)).toBeLessThan(1.2);
  });

  it('ends where every row is flagged, and starts with the rows that rank above all rows without the target', () => {
    expect(at(band, 1)).toEqual({ at: 1, low: 1, high: 1 });
    const sure = rankByScore([0.9, 0.8, 0.2, 0.1], [1, 1, 0, 0]);
    for (const { low, high } of rocBand(sure, Uint32Array.of(0, 1, 2, 3), OPTIONS)) {
      expect(low).toBe(1);
      expect(high).toBe(1);
    }
  });

  it('is wider where rows come in groups', () => {
    const fours = rankByScore(
      Float64Array.from({ length: 8000 }, (_, row) => scores[Math.floor(row / 4)]),
      Uint8Array.from({ length: 8000 }, (_, row) => labels[Math.floor(row / 4)]),
    );
    const groups = Uint32Array.from(fours.order, (row) => Math.floor(row / 4));
    const width = (of: Uint32Array) => {
      const { low, high } = at(rocBand(fours, of, OPTIONS), 0.3);
      return high - low;
    };
    expect(width(groups) / width(Uint32Array.from(groups.keys()))).toBeGreaterThan(1.5);
  });

  it('is empty without both labels', () => {
    expect(rocBand(rankByScore([0.4, 0.2], [1, 1]), Uint32Array.of(0, 1), OPTIONS)).toEqual([]);
  });
});

describe('precisionRecallBand', () => {
  const band = precisionRecallBand(ranking, each, OPTIONS);

  it('holds the true curve at most places', () => {
    // A recall of r has the threshold sqrt(1 - r), above which 1 - sqrt(1 - r) of the rows without the target lie.
    const held = band.filter(({ at: r, low, high }) => {
      const precision = r === 0 ? 0 : (0.4 * r) / (0.4 * r + 0.6 * (1 - Math.sqrt(1 - r)));
      return low <= precision && precision <= high;
    });
    expect(held.length).toBeGreaterThan(85);
  });

  it('ends at the share with the target', () => {
    const { low, high } = at(band, 1);
    expect(low).toBeLessThan(0.4);
    expect(high).toBeLessThan(0.46);
    expect(high - low).toBeGreaterThan(0.02);
  });

  it('is empty without the target', () => {
    expect(precisionRecallBand(rankByScore([0.4], [0]), Uint32Array.of(0), OPTIONS)).toEqual([]);
  });
});
