import { describe, expect, it } from 'vitest';
import { randomFromState, seededRandom } from './random.ts';

describe('seededRandom', () => {
  it('yields the outputs of the reference implementation', () => {
    // The authors' xoshiro128starstar.c 1.1 from state 1, 2, 3, 4, as in the tests of Rust's rand_xoshiro.
    const random = randomFromState([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, () => random.uint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('fills its state by SplitMix64', () => {
    // First outputs of splitmix64.c for seed 0: e220a8397b1dcdaf, 6e789e6aa1b965f4.
    const seeded = seededRandom(0);
    const direct = randomFromState([0x7b1dcdaf, 0xe220a839, 0xa1b965f4, 0x6e789e6a]);
    for (let i = 0; i < 5; i += 1) expect(seeded.uint32()).toBe(direct.uint32());
  });

  it('gives the same numbers for the same seed and others for a different seed', () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 20 }, () => random.uniform());
    };
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
    expect(draw(-1)).not.toEqual(draw(1));
  });

  it('spreads evenly over the values below a bound', () => {
    const random = seededRandom(7);
    const counts = new Float64Array(10);
    for (let i = 0; i < 100_000; i += 1) counts[random.below(10)] += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // The 99.9 % quantile of chi-square with 9 degrees of freedom is 27.88.
    expect(chiSquare).toBeLessThan(27.88);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100_000);
  });
});
