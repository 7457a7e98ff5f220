import {
  jensenShannonDistance,
  populationStability,
  populationStabilityByChance,
} from '../../stats/population-shift.ts';
import { type Estimate, estimates } from '../judge/evaluation.ts';
import { columnAt, type FeatureMatrix } from '../matrix.ts';
import { binOf, type Histogram, type Reference, stageOf } from './reference.ts';
import type { RegistrySettings } from './registry-settings.ts';

/** The calendar is of another course by nature: it is measured and not judged. */
export type DriftLevel = 'stable' | 'watch' | 'alert' | 'calendar';

/** How far one distribution has moved from that of the rows the model has learnt from. */
export interface Drift {
  /** Population stability index. */
  readonly psi: Estimate;
  /** The index that as many learners would show by chance alone. */
  readonly psiByChance: number;
  /** Jensen-Shannon distance, 0 to 1. */
  readonly distance: Estimate;
  /** Share of the rows without a value, then and now. */
  readonly missing: { readonly expected: number; readonly found: number };
  readonly level: DriftLevel;
}

export interface IndicatorDrift extends Drift {
  readonly indicator: string;
}

export interface DriftOptions {
  readonly limits: RegistrySettings['drift'];
  readonly seed: number;
  readonly resamples?: number;
}

/** Rows of now as a model sees them. */
export interface SeenRows {
  readonly matrix: FeatureMatrix;
  /** Calibrated probability of each row. */
  readonly probabilities: Float64Array;
  /** Day of the course of each row. */
  readonly days: ArrayLike<number>;
}

/** Drift of what goes into a model and of what comes out. */
export interface PopulationDrift {
  /** Most drifted first. */
  readonly indicators: readonly IndicatorDrift[];
  readonly probabilities: Drift;
}

/**
 * Compares rows of now with those a model has learnt from, stage of the course by stage, so that a course in its third
 * month is not held against all months. Distances with intervals over learners: unlike a p-value, they do not turn into
 * an alarm merely because there are many rows.
 *
 * @param learners the learner of each row
 */
export function populationDrift(
  reference: Reference,
  seen: SeenRows,
  learners: readonly string[],
  options: DriftOptions,
): PopulationDrift {
  const stages = stageWeights(reference, seen.days);
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
      .map(({ indicator }, nth) => ({ indicator, ...ofIndicators[nth] }))
      .sort((a, b) => (b.psi.value ?? 0) - (a.psi.value ?? 0)),
    probabilities: ofRisk,
  };
}

/** One column of now and what it is compared with. */
interface Measured {
  /** Rows of the reference by bin. */
  readonly expected: readonly number[];
  /** The bin of each row of now. */
  readonly bins: Uint8Array;
}

const measured = (histogram: Histogram, values: Float64Array, stages: StageWeights): Measured => ({
  expected: expectedCounts(histogram, stages),
  bins: Uint8Array.from(values, (value) => binOf(histogram, value)),
});

/** The share of the target that the model has learnt from, in the stages that the rows are in; null where unknown. */
export function referenceBaseRate(reference: Reference, days: ArrayLike<number>): number | null {
  const { weights } = stageWeights(reference, days);
  const known = weights.reduce((sum, weight, stage) => sum + (reference.rows[stage] === 0 ? 0 : weight), 0);
  return known === 0
    ? null
    : weights.reduce((sum, weight, stage) => sum + weight * reference.baseRates[stage], 0) / known;
}

interface StageWeights {
  /** Share of the rows of now in each stage of the reference. */
  readonly weights: readonly number[];
  /** Rows of the reference in these stages. */
  readonly rows: number;
}

/** A day beyond the reference belongs to its last stage. */
function stageWeights({ rows }: Reference, days: ArrayLike<number>): StageWeights {
  const counts = new Array<number>(rows.length).fill(0);
  for (let row = 0; row < days.length; row += 1)
    counts[Math.min(stageOf(days[row]), rows.length - 1)] += 1 / days.length;
  return {
    weights: counts,
    rows: rows.reduce((sum, count, stage) => sum + (counts[stage] > 0 ? count : 0), 0),
  };
}

/** All columns in the same draws of learners: drawing is as dear as counting. */
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
  return columns.map(({ expected, bins }, nth) => {
    const psi = found[`psi ${nth}`];
    const psiByChance = populationStabilityByChance(expected.length, stages.rows, learnerCount);
    return {
      psi,
      psiByChance,
      distance: found[`distance ${nth}`],
      missing: { expected: lastShare(expected), found: lastShare(countsOf(bins, expected.length)) },
      level: levelOf(psi, psiByChance, limits),
    };
  });
}

/**
 * The lower end of the interval has to reach a limit. A draw of the bootstrap is further away than the rows are, by what
 * chance adds, and the rows by as much than the population: both are taken off.
 */
function levelOf({ low }: Estimate, byChance: number, limits: RegistrySettings['drift']): DriftLevel {
  const atLeast = (low ?? 0) - 2 * byChance;
  if (atLeast >= limits.alertPsi) return 'alert';
  return atLeast >= limits.watchPsi ? 'watch' : 'stable';
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
