import { z } from 'zod';
import { populationStability } from '../../stats/population-shift.ts';
import { quantile, weightedQuantiles } from '../../stats/quantile.ts';
import { columnAt, type FeatureMatrix } from '../matrix.ts';
import { learningStepDays, type ScanDay } from '../scan-days.ts';

const BINS = 10;

/** What is usual changes as a course goes on, so each stage of it has its own shares: days with two rows for learning. */
const STAGE_STEPS = 2;

/** Days in a stage of a course: four weeks of a long one. */
export const stageDays = (lengthDays: number): number => STAGE_STEPS * learningStepDays(lengthDays);

const share = z.number().min(0).max(1);

const histogramSchema = z.strictObject({
  /** Rising inner edges; a value on an edge belongs below it. At most nine, fewer where values repeat. */
  edges: z.array(z.number()),
  /** By stage: the share of the rows in each bin, the last one holding rows without a value. */
  shares: z.array(z.array(share)),
  /** By stage: how far a past presentation lay from all the others (see spreadOf); absent in older files. */
  spread: z.array(z.number().min(0)).optional(),
});
export type Histogram = z.infer<typeof histogramSchema>;

/** A description of the rows that a model has learnt from; later rows are compared with it. */
export const referenceSchema = z.strictObject({
  /** Rows by stage. */
  rows: z.array(z.int().min(0)),
  /** Share of the rows with the target, by stage; 0 where there are none. */
  baseRates: z.array(share),
  indicators: z.record(z.string(), histogramSchema),
  probabilities: histogramSchema,
});
export type Reference = z.infer<typeof referenceSchema>;

/** Rows that a model learns from. */
export interface LearntRows {
  readonly matrix: FeatureMatrix;
  readonly labels: ArrayLike<number>;
  /** The stage of the course of each row. */
  readonly stages: ArrayLike<number>;
  /** Presentation of each row. */
  readonly presentations: readonly string[];
}

/**
 * Describes in a few kilobytes the rows that a model has learnt from.
 *
 * @param slices at least one; all have the same columns
 * @param rehearsed rows with probabilities from a fit that had not learnt from them, because on its own rows a model
 *   looks surer than it is
 */
export function referenceOf(
  slices: readonly LearntRows[],
  rehearsed: readonly {
    readonly stage: number;
    readonly presentationId: string;
    readonly probability: number;
  }[],
): Reference {
  const stages = slices.flatMap((slice) => Array.from(slice.stages));
  const presentations = slices.flatMap((slice) => slice.presentations);
  const rows = sumsBy(stages, () => 1);
  const labels = slices.flatMap((slice) => Array.from(slice.labels));
  const positives = sumsBy(stages, (row) => labels[row]);
  return {
    rows,
    baseRates: rows.map((all, stage) => (all === 0 ? 0 : rounded(positives[stage] / all))),
    indicators: Object.fromEntries(
      slices[0].matrix.columns.map((name, place) => [
        name,
        histogramOf(
          joined(slices.map(({ matrix }) => columnAt(matrix, place))),
          stages,
          presentations,
          rows.length,
        ),
      ]),
    ),
    probabilities: histogramOf(
      Float64Array.from(rehearsed, ({ probability }) => probability),
      rehearsed.map(({ stage }) => Math.min(stage, rows.length - 1)),
      rehearsed.map(({ presentationId }) => presentationId),
      rows.length,
    ),
  };
}

export const stageOf = ({ day, lengthDays }: ScanDay): number =>
  Math.max(0, Math.floor(day / stageDays(lengthDays)));

/** The bin of a value: how many edges lie below it; a missing value belongs to the last bin. */
export function binOf({ edges }: Pick<Histogram, 'edges'>, value: number): number {
  if (Number.isNaN(value)) return edges.length + 1;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Between which edges a median lies. */
export interface MedianRange {
  readonly low: number;
  readonly high: number;
}

/**
 * Where the median of a column over the learnt rows of a stage lies; null where the file does not say, and where half
 * of the rows have no value. Beyond the outermost edges nothing is known, so the range there is the edge alone.
 */
export function learntMedian(
  { rows, indicators }: Reference,
  column: string,
  stage: number,
): MedianRange | null {
  const histogram = indicators[column];
  if (histogram === undefined || histogram.edges.length === 0) return null;
  const { edges } = histogram;
  const known = histogram.shares[Math.min(stage, rows.length - 1)].slice(0, -1);
  const half = sum(known) / 2;
  if (half <= 0.25) return null;
  const bin = known.findIndex((_, nth) => sum(known.slice(0, nth + 1)) >= half);
  return { low: edges[Math.max(0, bin - 1)], high: edges[Math.min(bin, edges.length - 1)] };
}

const sum = (shares: readonly number[]): number => shares.reduce((total, share) => total + share, 0);

function histogramOf(
  values: Float64Array,
  stages: readonly number[],
  presentations: readonly string[],
  stageCount: number,
): Histogram {
  const edges = edgesOf(values);
  const noRows = () => new Array<number>(edges.length + 2).fill(0);
  const byStage = Array.from({ length: stageCount }, () => new Map<string, number[]>());
  for (const [row, value] of values.entries()) {
    const ofStage = byStage[stages[row]];
    const counts = ofStage.get(presentations[row]) ?? noRows();
    ofStage.set(presentations[row], counts);
    counts[binOf({ edges }, value)] += 1;
  }
  const counts = byStage.map((ofStage) => summed([noRows(), ...ofStage.values()]));
  return {
    edges,
    shares: counts.map(sharesOf),
    spread: byStage.map((ofStage, stage) => spreadOf([...ofStage.values()], counts[stage])),
  };
}

/** Fewer presentations do not show how much courses differ. */
const LEAST_PRESENTATIONS = 3;
/** Most past presentations lay nearer to the others than this share of them says. */
const SPREAD_SHARE = 0.95;

/**
 * How much courses differ anyway: the population stability index of each past presentation against all the others, of
 * which the 95th percentile. A later presentation that is no further away is a course like the others. 0 where there are
 * too few presentations to tell.
 *
 * @param parts rows by bin, of each presentation
 * @param all rows by bin, of all of them
 */
function spreadOf(parts: readonly (readonly number[])[], all: readonly number[]): number {
  if (parts.length < LEAST_PRESENTATIONS) return 0;
  const distances = parts.map((part) =>
    populationStability(
      all.map((count, bin) => count - part[bin]),
      part,
    ),
  );
  return rounded(quantile(distances, SPREAD_SHARE) ?? 0);
}

const summed = (counts: readonly (readonly number[])[]): number[] =>
  counts[0].map((_, bin) => counts.reduce((sum, one) => sum + one[bin], 0));

function sharesOf(counts: readonly number[]): number[] {
  const total = sum(counts);
  return counts.map((count) => (total === 0 ? 0 : rounded(count / total)));
}

/**
 * Deciles of the known values, without repeats. Rounding to seven digits happens here, so that the file stays small and a
 * model that is read back has the same bins.
 */
function edgesOf(values: Float64Array): number[] {
  const known = values.filter((value) => !Number.isNaN(value));
  const deciles =
    weightedQuantiles(
      known,
      Array.from({ length: BINS - 1 }, (_, nth) => (nth + 1) / BINS),
    ) ?? [];
  return [...new Set(deciles.map((edge) => Number(edge.toPrecision(7))))];
}

function sumsBy(stages: readonly number[], of: (row: number) => number): number[] {
  const sums: number[] = [];
  for (const [row, stage] of stages.entries()) {
    while (sums.length <= stage) sums.push(0);
    sums[stage] += of(row);
  }
  return sums;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return values;
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
