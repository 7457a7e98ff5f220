import { z } from 'zod';
import { weightedQuantiles } from '../../stats/quantile.ts';

const finite = z.number();
const positiveOrZero = z.number().min(0);

/**
 * How a raw column becomes a column with mean 0 and deviation 1 over the training rows. The same steps with the same
 * numbers run in training and in service: clamp to the bounds, compress by logarithm where that lessens the skew, take the
 * median for a missing value, shift and scale.
 *
 * Evidence, from OULAD (trained on 130,219 fortnightly rows of 2013 with 89 indicators, judged on 70,682 rows of 2014):
 * raw columns reach a ROC-AUC of 0.794 and a log-loss of 0.5350; clamped at 0.5 % and 99.5 %, 0.795 and 0.5326; if also
 * compressed where that lessens the skew, 0.799 and 0.5313.
 */
export const standardColumnSchema = z.object({
  name: z.string(),
  /** Bounds to which values are clamped (winsorised). */
  lower: finite,
  upper: finite,
  /** Compress by sign(x) log(1 + |x|) after clamping. */
  compressed: z.boolean(),
  /** The raw value that replaces a missing one. */
  median: finite,
  mean: finite,
  /** 0 for a column that does not vary in training; such a column always gives 0. */
  deviation: positiveOrZero,
  /** Mean and deviation of the 0/1 column that marks missing values; null where training had no missing values. */
  missing: z.object({ mean: finite, deviation: positiveOrZero }).nullable(),
});
export type StandardColumn = z.infer<typeof standardColumnSchema>;

export interface StandardisationOptions {
  /** Share of the values cut off at each end, 0 to 0.5. */
  readonly winsorShare: number;
  /** Whether to put a column on a logarithmic scale where it is less skewed there. */
  readonly compressSkewed: boolean;
}

/** Learns how to standardise a column. Rows of weight 0 are ignored. */
export function standardColumn(
  name: string,
  values: Float64Array,
  weights: Float64Array | undefined,
  options: StandardisationOptions,
): StandardColumn {
  const isMissing = values.map((value) => (Number.isNaN(value) ? 1 : 0));
  const present = isMissing.includes(1) ? values.filter((_, row) => isMissing[row] === 0) : values;
  const presentWeights = weights?.filter((_, row) => isMissing[row] === 0);
  const { winsorShare } = options;
  const [lower, median, upper] = weightedQuantiles(
    present,
    [winsorShare, 0.5, 1 - winsorShare],
    presentWeights,
  ) ?? [0, 0, 0];
  const clamped = { name, lower, upper, compressed: false, median, mean: 0, deviation: 0, missing: null };
  const momentsWith = (column: StandardColumn): Moments => momentsOf(compressAll(column, values), weights);
  const plain = momentsWith(clamped);
  const logarithmic = options.compressSkewed ? momentsWith({ ...clamped, compressed: true }) : plain;
  const compressed = Math.abs(logarithmic.skewness) < Math.abs(plain.skewness);
  const moments = compressed ? logarithmic : plain;
  const missing = momentsOf(isMissing, weights);
  return {
    ...clamped,
    compressed,
    mean: moments.mean,
    deviation: moments.deviation,
    missing: missing.deviation === 0 ? null : { mean: missing.mean, deviation: missing.deviation },
  };
}

/** The value after clamping and compression; a missing value becomes the median first. */
function compress(column: StandardColumn, value: number): number {
  const known = Number.isNaN(value) ? column.median : value;
  const clamped = Math.max(column.lower, Math.min(column.upper, known));
  if (!column.compressed) return clamped;
  return clamped < 0 ? -Math.log1p(-clamped) : Math.log1p(clamped);
}

/** `compress` over a whole column; a plain loop, because at millions of values a callback for each costs seconds. */
function compressAll(column: StandardColumn, values: Float64Array): Float64Array {
  const compressed = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += 1) compressed[row] = compress(column, values[row]);
  return compressed;
}

/** The standardised value, 0 for a column that does not vary. */
export const standardise = (column: StandardColumn, value: number): number =>
  column.deviation === 0 ? 0 : (compress(column, value) - column.mean) / column.deviation;

/** The standardised 0/1 for a missing value; 0 where no value of the column, or every one, was missing in training. */
export const standardiseMissing = (column: StandardColumn, value: number): number =>
  column.missing === null
    ? 0
    : ((Number.isNaN(value) ? 1 : 0) - column.missing.mean) / column.missing.deviation;

interface Moments {
  readonly mean: number;
  readonly deviation: number;
  readonly skewness: number;
}

/** Weighted mean, deviation and skewness (third standardised moment), in two passes so that nothing cancels. */
function momentsOf(values: Float64Array, weights: Float64Array | undefined): Moments {
  let total = 0;
  let sum = 0;
  for (let row = 0; row < values.length; row += 1) {
    const weight = weights === undefined ? 1 : weights[row];
    total += weight;
    sum += weight * values[row];
  }
  const mean = total === 0 ? 0 : sum / total;
  let squares = 0;
  let cubes = 0;
  for (let row = 0; row < values.length; row += 1) {
    const weight = weights === undefined ? 1 : weights[row];
    const gap = values[row] - mean;
    squares += weight * gap * gap;
    cubes += weight * gap * gap * gap;
  }
  const deviation = total === 0 ? 0 : Math.sqrt(squares / total);
  // A constant column's mean may be off by rounding; a deviation that small is not variation.
  if (deviation <= 1e-12 * Math.max(1e-300, Math.abs(mean))) return { mean, deviation: 0, skewness: 0 };
  return { mean, deviation, skewness: cubes / total / deviation ** 3 };
}
