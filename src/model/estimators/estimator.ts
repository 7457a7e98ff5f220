import type { z } from 'zod';
import type { FeatureMatrix } from '../matrix.ts';

export interface FitOptions<Params> {
  /** For estimators that draw at random; the same seed gives the same answer. */
  readonly seed: number;
  /** One per row, none negative; a row of weight 3 acts like the same row three times. All are 1 where absent. */
  readonly weights?: Float64Array;
  /** Later rows, by which estimators that learn step by step know when to stop. */
  readonly validation?: {
    readonly matrix: FeatureMatrix;
    readonly labels: Uint8Array;
    readonly weights?: Float64Array;
  };
  /** How many threads may share the work of a fit, if the estimator can; the answer is the same. 1 where absent. */
  readonly threads?: number;
  /** `paramsSchema` gives the defaults where absent. */
  readonly params?: Params;
}

/** An algorithm that learns from labelled rows. */
export interface Estimator<Params> {
  /** The name in a model file, for example `logistic_regression`. */
  readonly name: string;
  /** Parses parameters from a configuration; `{}` gives the defaults. */
  readonly paramsSchema: z.ZodType<Params>;
  /**
   * Learns from `matrix` and leaves it as it is.
   *
   * @param labels one per row, 1 where the target is met and 0 where not
   * @throws InputError where the labels do not fit the rows or rows of only one label have weight
   */
  fit(matrix: FeatureMatrix, labels: Uint8Array, options: FitOptions<Params>): FittedEstimator;
  /**
   * Restores what `toJson` wrote; its margins are the same to the last bit.
   *
   * @throws InputError naming the damaged place
   */
  fromJson(json: unknown): FittedEstimator;
}

/** What an estimator has learnt. Rows are in the order of `columns`, NaN where a value is missing. */
export interface FittedEstimator {
  /** The name of the estimator that restores it. */
  readonly estimator: string;
  readonly columns: readonly string[];
  /** Log-odds of the target before calibration. */
  margin(row: Float64Array): number;
  /**
   * Splits the margin into parts: fills `out` with the part of each column and returns the base, which is the margin of the
   * average row. Base plus parts is the margin, up to rounding.
   */
  contributions(row: Float64Array, out: Float64Array): number;
  /** A value that JSON holds without loss. */
  toJson(): unknown;
}
