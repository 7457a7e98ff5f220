import { describe, expect, it } from 'vitest';
import { clusterBootstrap, groupNumbers, type Interval } from './bootstrap.ts';
import { seededRandom } from './random.ts';

const mean = (values: ArrayLike<number>) => (timesDrawn: Uint32Array) => {
  let sum = 0;
  let count = 0;
  for (let row = 0; row < values.length; row += 1) {
    sum += timesDrawn[row] * values[row];
    count += timesDrawn[row];
  }
  return [count === 0 ? null : sum / count];
};

const width = (interval: Interval | undefined) => (interval?.high as number) - (interval?.low as number);

describe('clusterBootstrap', () => {
  const random = seededRandom(3);
  const values = Float64Array.from({ length: 400 }, () => random.uniform());
  const each = Uint32Array.from({ length: 400 }, (_, row) => row);

  it('comes close to the normal interval of a mean', () => {
    // Standard error of the mean of n uniform values is sqrt(1 / 12 / n); the interval is 2 * 1.96 of them wide.
    const [interval] = clusterBootstrap(each, mean(values), { resamples: 2000, seed: 1 });
    const expected = 2 * 1.96 * Math.sqrt(1 / 12 / 400);
    expect(width(interval) / expected).toBeGreaterThan(0.9);
    expect(width(interval) / expected).toBeLessThan(1.1);
  });

  it('does not narrow when every group repeats its row', () => {
    const repeated = Float64Array.from({ length: 4000 }, (_, row) => values[Math.floor(row / 10)]);
    const groups = Uint32Array.from({ length: 4000 }, (_, row) => Math.floor(row / 10));
    const [once] = clusterBootstrap(each, mean(values), { resamples: 200, seed: 1 });
    const [tenfold] = clusterBootstrap(groups, mean(repeated), { resamples: 200, seed: 1 });
    expect(tenfold?.low).toBeCloseTo(once?.low as number, 12);
    expect(tenfold?.high).toBeCloseTo(once?.high as number, 12);
  });

  it('repeats with the same seed', () => {
    const run = (seed: number) => clusterBootstrap(each, mean(values), { resamples: 50, seed });
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
  });

  it('leaves out resamples without a value', () => {
    expect(clusterBootstrap(each, () => [null], { resamples: 5, seed: 1 })).toEqual([
      { low: null, high: null },
    ]);
    let call = 0;
    const sometimes = () => [call++ % 2 === 0 ? 7 : null];
    expect(clusterBootstrap(each, sometimes, { resamples: 6, seed: 1 })).toEqual([{ low: 7, high: 7 }]);
  });
});

describe('groupNumbers', () => {
  it('numbers keys by first appearance', () => {
    expect(groupNumbers(['b', 'a', 'b', 'c'])).toEqual(Uint32Array.of(0, 1, 0, 2));
  });
});
