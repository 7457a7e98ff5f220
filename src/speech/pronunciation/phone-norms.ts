import type { Goodness } from '../align/goodness.ts';

/** How a phone is usually said: means and standard deviations over many speakers. */
export interface PhoneNorm {
  readonly posterior: readonly [mean: number, sd: number];
  /** Of the logarithm of the phone's number of frames. */
  readonly length: readonly [mean: number, sd: number];
}

/** One norm for each phone, by the phone's number; null for phones that were seen too rarely. */
export type PhoneNorms = readonly (PhoneNorm | null)[];

/** Fewer examples do not show how a phone is usually said. */
const LEAST_SEEN = 5;

export function phoneNorms(utterances: readonly (readonly Goodness[])[], phones: number): PhoneNorms {
  const all = utterances.flat();
  return Array.from({ length: phones }, (_, phone) => {
    const seen = all.filter((goodness) => goodness.phone.phone === phone);
    if (seen.length < LEAST_SEEN) return null;
    return {
      posterior: meanAndDeviation(seen.map(({ posterior }) => Math.max(LOWEST, posterior))),
      length: meanAndDeviation(seen.map(({ phone: { from, to } }) => Math.log(to - from))),
    };
  });
}

/** Posteriors below this are raised to it: a phone that fits this badly is as wrong as can be. */
export const LOWEST = -15;

function meanAndDeviation(values: readonly number[]): readonly [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return [mean, Math.max(1e-3, Math.sqrt(variance))];
}
