import {
  jensenShannonDistance,
  populationStability,
  populationStabilityByChance,
} from '../../stats/population-shift.ts';
import { type Estimate, estimates } from '../judge/evaluation.ts';
import { columnAt, type FeatureMatrix } from '../matrix.ts';
import { binOf, type Histogram, type Reference } from './reference.ts';
import type { RegistrySettings } from './registry-settings.ts';

/** Indicators of the calendar differ from course to course by nature: their drift is measured but not judged. */
export type DriftLevel = 'stable' | 'watch' | 'alert' | 'calendar';

/** How far one distribution has moved from that of the rows that the model has learnt from. */
export interface Drift {
  /** Population stability index. */
  readonly psi: Estimate;
  /** The index that the same number of learners would show by chance alone. */
  readonly psiByChance: number;
  /** The index within which 95 % of the past presentations lay from each other (see spreadOf); 0 where unknown. */
  readonly psiOfCourses: number;
  /** Jensen-Shannon distance, 0 to 1. */
  readonly distance: Estimate;
  /** Share of the rows without a value, then and now. */
  readonly missing: { readonly expected: number; readonly found: number };
  readonly level: DriftLevel;
}

export interface IndicatorDrift extends Drift {
  readonly indicator: string;
  /** How much the model leans on it today: its share of all contributions to the log-odds, 0 to 1. */
  readonly use: number;
}

export interface DriftOptions {
  readonly limits: RegistrySettings['drift'];
  readonly seed: number;
  readonly resamples?: number;
}

/** Today's rows as a model sees them. */
export interface SeenRows {
  readonly matrix: FeatureMatrix;
  /** Calibrated probability of each row. */
  readonly probabilities: Float64Array;
  /** The stage of the course of each row. */
  readonly stages: ArrayLike<number>;
  /** How much the model leans on each indicator, by name (see IndicatorDrift). */
  readonly uses: ReadonlyMap<string, number>;
}

/** Drift of a model's inputs and of its output. */
export interface PopulationDrift {
  /** Those first whose drift weighs most: the index times the use. */
  readonly indicators: readonly IndicatorDrift[];
  readonly probabilities: Drift;
}

/**
 * Compares today's rows with those that a model has learnt from, at the same stage of the course, so that a course in its
 * third month is not compared with all months. Distances have intervals over learners: unlike a p-value, a distance does
 * not turn into an alarm merely because there are many rows.
 *
 * @param learners the learner of each row
 */
export function populationDrift(
  reference: Reference,
  seen: SeenRows,
  learners: readonly string[],
  options: DriftOptions,
): PopulationDrift {
  const stages = stageWeights(reference, seen.stages);
  const known = seen.matrix.columns.flatMap((indicator, place) => {
    const histogram = reference.indicators[indicator];
    return histogram === undefined
      ? []
      : [{ indicator, ...measured(histogram, columnAt(seen.matrix, place), stages) }];
  });
  const risk = measured(reference.probabilities, seen.probabilities, stages);
  const [ofRisk, ...ofIndicators] = driftsOf([risk, ...known], stages, learners, options);
  return {
    indicators: known
      .map(({ indicator }, nth) => ({
        indicator,
        use: seen.uses.get(indicator) ?? 0,
        ...ofIndicators[nth],
      }))
      .sort((a, b) => weightOf(b) - weightOf(a)),
    probabilities: ofRisk,
  };
}

/** A drift matters as far as the model leans on what has drifted. */
const weightOf = ({ psi, use }: IndicatorDrift): number => (psi.value ?? 0) * use;

/** One column of today's rows and what it is compared with. */
interface Measured {
  /** Rows of the reference by bin. */
  readonly expected: readonly number[];
  /** The bin of each of today's rows. */
  readonly bins: Uint8Array;
  /** How much past presentations differed from each other in these stages. */
  readonly spread: number;
}

const measured = (histogram: Histogram, values: Float64Array, stages: StageWeights): Measured => ({
  expected: expectedCounts(histogram, stages),
  bins: Uint8Array.from(values, (value) => binOf(histogram, value)),
  spread: stages.weights.reduce((sum, weight, stage) => sum + weight * (histogram.spread?.[stage] ?? 0), 0),
});

/** The share of the target that the model has learnt from, in the stages that the rows are in; null where unknown. */
export function referenceBaseRate(reference: Reference, stages: ArrayLike<number>): number | null {
  const { weights } = stageWeights(reference, stages);
  const known = weights.reduce((sum, weight, stage) => sum + (reference.rows[stage] === 0 ? 0 : weight), 0);
  return known === 0
    ? null
    : weights.reduce((sum, weight, stage) => sum + weight * reference.baseRates[stage], 0) / known;
}

interface StageWeights {
  /** Share of today's rows in each stage of the reference. */
  readonly weights: readonly number[];
  /** Rows of the reference in these stages. */
  readonly rows: number;
}

/** A stage beyond the reference is like its last one. */
function stageWeights({ rows }: Reference, stages: ArrayLike<number>): StageWeights {
  const counts = new Array<number>(rows.length).fill(0);
  for (let row = 0; row < stages.length; row += 1)
    counts[Math.min(stages[row], rows.length - 1)] += 1 / stages.length;
  return {
    weights: counts,
    rows: rows.reduce((sum, count, stage) => sum + (counts[stage] > 0 ? count : 0), 0),
  };
}

/** Measures all columns in the same draws of learners, because drawing is as expensive as counting. */
function driftsOf(
  columns: readonly Measured[],
  stages: StageWeights,
  learners: readonly string[],
  { limits, ...options }: DriftOptions,
): Drift[] {
  const names = columns.flatMap((_, nth) => [`psi ${nth}` as const, `distance ${nth}` as const]);
  const found = estimates(names, learners, options, (timesDrawn) =>
    columns.flatMap(({ expected, bins }) => {
      const counts = countsOf(bins, expected.length, timesDrawn);
      return [populationStability(expected, counts), jensenShannonDistance(expected, counts)];
    }),
  );
  const learnerCount = new Set(learners).size;
  return columns.map(({ expected, bins, spread }, nth) => {
    const psi = found[`psi ${nth}`];
    const psiByChance = populationStabilityByChance(expected.length, stages.rows, learnerCount);
    return {
      psi,
      psiByChance,
      psiOfCourses: spread,
      distance: found[`distance ${nth}`],
      missing: { expected: lastShare(expected), found: lastShare(countsOf(bins, expected.length)) },
      level: levelOf(psi, psiByChance, spread, limits),
    };
  });
}

/**
 * The lower end of the interval has to reach a limit. Chance adds to the distance twice: a draw of the bootstrap is further
 * away than the rows, and the rows are further away than the population, by the same amount. Both are subtracted. Where
 * courses differ by more than the limit anyway, both limits rise with that difference: one course is compared with a mix
 * of others, and being itself is no drift.
 */
function levelOf(
  { low }: Estimate,
  byChance: number,
  ofCourses: number,
  { alertPsi, watchPsi }: RegistrySettings['drift'],
): DriftLevel {
  const atLeast = (low ?? 0) - 2 * byChance;
  const scale = Math.max(1, ofCourses / alertPsi);
  if (atLeast >= alertPsi * scale) return 'alert';
  return atLeast >= watchPsi * scale ? 'watch' : 'stable';
}

const expectedCounts = ({ edges, shares }: Histogram, { weights, rows }: StageWeights): number[] =>
  Array.from({ length: edges.length + 2 }, (_, bin) =>
    weights.reduce((sum, weight, stage) => sum + rows * weight * shares[stage][bin], 0),
  );

function countsOf(bins: Uint8Array, count: number, timesDrawn?: Uint32Array): number[] {
  const counts = new Array<number>(count).fill(0);
  for (let row = 0; row < bins.length; row += 1) counts[bins[row]] += timesDrawn?.[row] ?? 1;
  return counts;
}

const lastShare = (counts: readonly number[]): number =>
  (counts.at(-1) ?? 0) / counts.reduce((sum, count) => sum + count, 0);
