import type { Occasion, Outcome } from './occasion.ts';

/**
 * Features of one kind, say of users, computed from running statistics of the past. Occasions are recorded in order of
 * time, and a description uses only what was recorded before, so a caller that records only the past leaks nothing.
 */
export interface FeatureGroup {
  /** Names of the numbers that `describe` gives. */
  readonly columns: readonly string[];
  /** Writes its numbers into `out` from place `from` on; NaN where a number is not known. */
  describe(occasion: Readonly<Occasion>, out: Float64Array, from: number): void;
  record(occasion: Readonly<Occasion>, outcome: Readonly<Outcome>): void;
}
