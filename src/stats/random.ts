/** A reproducible source of randomness. Whatever needs randomness takes one as an argument. */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  uint32(): number;
  /** A number in [0, 1), on a grid of 2^-32. */
  uniform(): number;
  /** A whole number from 0 to `bound` - 1, each equally likely; `bound` from 1 to 2^32. */
  below(bound: number): number;
}

/**
 * The generator xoshiro128** 1.1 with a period of 2^128 - 1, its state filled from `seed` by SplitMix64, which its
 * authors advise (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators",
 * ACM Transactions on Mathematical Software 47(4); prng.di.unimi.it). Not for secrets.
 */
export const seededRandom = (seed: number): Random => randomFromState(stateOfSeed(seed));

/** The generator started in `state`: four 32-bit words, not all zero. */
export function randomFromState(state: readonly [number, number, number, number]): Random {
  let [a, b, c, d] = state;
  const uint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotateLeft(d, 11);
    return result;
  };
  return {
    uint32,
    uniform: () => uint32() / 2 ** 32,
    below: (bound) => {
      // Numbers above the greatest whole multiple of the bound are drawn again, so that no value is favoured.
      const limit = 2 ** 32 - (2 ** 32 % bound);
      let drawn = uint32();
      while (drawn >= limit) drawn = uint32();
      return drawn % bound;
    },
  };
}

const rotateLeft = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

/** Two outputs of SplitMix64 (Steele, Lea and Flood 2014, with Stafford's "Mix13" constants). */
function stateOfSeed(seed: number): [number, number, number, number] {
  const mask = (1n << 64n) - 1n;
  let counter = BigInt(Math.trunc(seed)) & mask;
  const next = (): bigint => {
    counter = (counter + 0x9e3779b97f4a7c15n) & mask;
    let z = counter;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    return z ^ (z >> 31n);
  };
  const [first, second] = [next(), next()];
  const low = (word: bigint): number => Number(word & 0xffffffffn);
  const high = (word: bigint): number => Number(word >> 32n);
  return [low(first), high(first), low(second), high(second)];
}
