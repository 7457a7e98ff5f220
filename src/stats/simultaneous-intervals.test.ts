import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';
import { simultaneousIntervals } from './simultaneous-intervals.ts';

const random = seededRandom(1);
/** Standard normal (Box and Muller 1958). */
const normal = (): number =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
const drawsOf = (figures: number, figureOf: (figure: number, shared: number) => number) =>
  Array.from({ length: 20_000 }, () => {
    const shared = normal();
    return Array.from({ length: figures }, (_, figure) => figureOf(figure, shared));
  });

describe('intervals that hold at once', () => {
  it('are as wide as the largest deviation among that many independent figures', () => {
    // The 95 % quantile of the largest of m absolute standard normals is the normal quantile at (1 + 0.95^(1/m)) / 2:
    // 1.960 for one, 2.569 for five (R: qnorm((1 + 0.95^(1/5)) / 2)).
    for (const [figures, reach] of [
      [1, 1.96],
      [5, 2.569],
    ]) {
      const intervals = simultaneousIntervals(
        Array<number>(figures).fill(0),
        drawsOf(figures, () => normal()),
      );
      for (const { high } of intervals) expect(high as number).toBeCloseTo(reach, 1);
    }
  });

  it('are no wider for several figures that say the same, each in its own unit', () => {
    const intervals = simultaneousIntervals(
      [0, 0, 0],
      drawsOf(3, (figure, shared) => (figure + 1) * shared),
    );
    intervals.forEach(({ low, high }, figure) => {
      expect((high as number) / (figure + 1)).toBeCloseTo(1.96, 1);
      expect(low).toBeCloseTo(-(high as number), 9);
    });
  });

  it('are null for a figure that is unknown or never varies', () => {
    const intervals = simultaneousIntervals(
      [null, 1, 0.5],
      [
        [null, 1, 0.4],
        [null, 1, 0.7],
        [null, 1, null],
      ],
    );
    expect(intervals.slice(0, 2)).toEqual([
      { low: null, high: null },
      { low: null, high: null },
    ]);
    expect(intervals[2].low).toBeLessThan(0.5);
  });
});
