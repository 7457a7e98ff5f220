import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';
import { effectiveCases, wilsonInterval } from './wilson-interval.ts';

describe('wilsonInterval', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, table I.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    // By hand: from n / (n + 1.96^2) to 1.
    [29, 29, 0.883, 1],
  ])('of %i in %i runs from %f to %f', (positives, n, low, high) => {
    const interval = wilsonInterval(positives / n, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});

describe('effectiveCases', () => {
  const random = seededRandom(1);
  const single = Array.from({ length: 4000 }, () => ({
    rows: 1,
    positives: random.uniform() < 0.3 ? 1 : 0,
  }));

  it('is the number of rows where each is its own group', () => {
    expect(effectiveCases(single) / 4000).toBeCloseTo(1, 2);
  });

  it('is the number of groups where the rows of each share their label', () => {
    const fours = single.map(({ positives }) => ({ rows: 4, positives: 4 * positives }));
    expect(effectiveCases(fours) / 4000).toBeCloseTo(1, 2);
  });

  it('is the number of groups where all rows or none have the target, and never above the number of rows', () => {
    expect(effectiveCases([{ rows: 5, positives: 5 }])).toBe(1);
    expect(
      effectiveCases([
        { rows: 3, positives: 0 },
        { rows: 2, positives: 0 },
      ]),
    ).toBe(2);
    // Every group has exactly the mean share, so the groups vary less than by chance.
    expect(effectiveCases(Array(10).fill({ rows: 2, positives: 1 }))).toBe(20);
  });
});
