import { z } from 'zod';
import { weightedQuantiles } from '../../stats/quantile.ts';
import { columnAt, type FeatureMatrix } from '../matrix.ts';

const BINS = 10;

/** Days of a course that are one stage: what is usual changes as a course goes on, so each stage has its own shares. */
export const STAGE_DAYS = 28;

const share = z.number().min(0).max(1);

const histogramSchema = z.strictObject({
  /** Rising inner edges; a value on an edge belongs below it. At most nine, fewer where values repeat. */
  edges: z.array(z.number()),
  /** By stage: the share of the rows in each bin, the last one holding rows without a value. */
  shares: z.array(z.array(share)),
});
export type Histogram = z.infer<typeof histogramSchema>;

/** What the rows looked like that a model has learnt from: what later ones are compared with. */
export const referenceSchema = z.strictObject({
  /** Rows by stage. */
  rows: z.array(z.int().min(0)),
  /** Share of the rows with the target, by stage; 0 where there are none. */
  baseRates: z.array(share),
  indicators: z.record(z.string(), histogramSchema),
  probabilities: histogramSchema,
});
export type Reference = z.infer<typeof referenceSchema>;

/** Rows as a model sees them. */
export interface SeenRows {
  readonly matrix: FeatureMatrix;
  /** Calibrated probability of each row. */
  readonly probabilities: Float64Array;
  /** Day of the course of each row. */
  readonly days: ArrayLike<number>;
}

/** Describes the rows a model has learnt from in a few kilobytes. */
export function referenceOf({ matrix, probabilities, days }: SeenRows, labels: ArrayLike<number>): Reference {
  const stages = Array.from(days, stageOf);
  const count = stages.reduce((most, stage) => Math.max(most, stage + 1), 0);
  const rows = countsBy(stages, count, () => 1);
  const positives = countsBy(stages, count, (row) => labels[row]);
  const described = (values: Float64Array) => histogramOf(values, stages, rows);
  return {
    rows,
    baseRates: rows.map((all, stage) => (all === 0 ? 0 : rounded(positives[stage] / all))),
    indicators: Object.fromEntries(
      matrix.columns.map((name, place) => [name, described(columnAt(matrix, place))]),
    ),
    probabilities: described(probabilities),
  };
}

export const stageOf = (day: number): number => Math.max(0, Math.floor(day / STAGE_DAYS));

/** The bin of a value: its number of edges below, and the last bin for no value. */
export function binOf({ edges }: Histogram, value: number): number {
  if (Number.isNaN(value)) return edges.length + 1;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const binsOf = ({ edges }: Histogram): number => edges.length + 2;

function histogramOf(values: Float64Array, stages: readonly number[], rows: readonly number[]): Histogram {
  const edges = edgesOf(values);
  const shares = rows.map(() => new Array<number>(edges.length + 2).fill(0));
  for (const [row, value] of values.entries()) shares[stages[row]][binOf({ edges, shares }, value)] += 1;
  return {
    edges,
    shares: shares.map((bins, stage) => bins.map((n) => rounded(rows[stage] === 0 ? 0 : n / rows[stage]))),
  };
}

/** Deciles of the known values, each once; in seven digits, so that the file stays small and its bins the same. */
function edgesOf(values: Float64Array): number[] {
  const known = values.filter((value) => !Number.isNaN(value));
  const deciles =
    weightedQuantiles(
      known,
      Array.from({ length: BINS - 1 }, (_, nth) => (nth + 1) / BINS),
    ) ?? [];
  return [...new Set(deciles.map((edge) => Number(edge.toPrecision(7))))];
}

function countsBy(stages: readonly number[], count: number, of: (row: number) => number): number[] {
  const counts = new Array<number>(count).fill(0);
  for (const [row, stage] of stages.entries()) counts[stage] += of(row);
  return counts;
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
