import type { Random } from '../stats/random.ts';

/** A standard normal value (Box and Muller 1958, "A note on the generation of random normal deviates"). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());

/** True with a probability of 0 to 1. */
export const chance = (random: Random, probability: number): boolean => random.uniform() < probability;

/**
 * A Poisson count, by multiplying uniform values (Knuth, The Art of Computer Programming 2, section 3.4.1). Its work
 * grows with the mean, so it suits small means only.
 *
 * @param mean 0 to about 30
 */
export function poisson(random: Random, mean: number): number {
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random.uniform(); product > floor; product *= random.uniform()) count += 1;
  return count;
}

/** How many of `trials` succeed, each with the same probability. */
export function binomial(random: Random, trials: number, probability: number): number {
  let count = 0;
  for (let trial = 0; trial < trials; trial += 1) if (chance(random, probability)) count += 1;
  return count;
}

/** An exponential time with this mean, in whole days: many are short, a few long. */
export const waitingDays = (random: Random, meanDays: number): number =>
  Math.floor(-meanDays * Math.log(1 - random.uniform()));

/** `count` different entries of `from`, in their order there, each choice equally likely (Knuth's Algorithm S). */
export function someOf<One>(random: Random, from: readonly One[], count: number): One[] {
  let wanted = Math.min(count, from.length);
  return from.filter((_, place) => {
    if (random.uniform() * (from.length - place) >= wanted) return false;
    wanted -= 1;
    return true;
  });
}
