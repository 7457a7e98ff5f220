import { INDICATORS } from '../features/indicators.ts';
import { columnAt, type FeatureMatrix } from '../model/matrix.ts';
import { binOf, type Histogram, type Reference, stageOf } from '../model/registry/reference.ts';
import { scanDayOf } from '../model/scan-days.ts';
import { jensenShannonDistance } from '../stats/population-shift.ts';

/**
 * From this mean divergence in bits on, a course is used unlike those that a model has learnt from. Every course differs
 * from the mix of many: six of seven modules of one university lie at 0.02 to 0.12 in all seasons; courses of another
 * platform lie at 0.15 to 0.36 (docs/decisions/0035-reasons-against-what-is-typical.md).
 */
const UNLIKE = 0.13;

/** Indicators that an effort changes: only what is known of these carries a counterfactual. */
const MOVED: readonly string[] = INDICATORS.filter(({ after }) => after !== undefined).map(
  ({ name }) => name,
);

/**
 * Whether a course at a moment is used like those that a model has learnt from, at the same stage. True where the model
 * file does not describe what it has learnt from.
 */
export const isFamiliar = (reference: Reference | undefined, cohort: FeatureMatrix): boolean =>
  reference === undefined || unlikeness(reference, cohort) < UNLIKE;

/**
 * How unlike a course is used: the Jensen-Shannon divergence of its learners from the learnt rows of the same stage, in
 * bits, beyond what so few learners show by chance; the mean over the indicators that an effort changes.
 */
export function unlikeness(reference: Reference, cohort: FeatureMatrix): number {
  const stage = Math.min(stageOf(scanDayOf(cohort)), reference.rows.length - 1);
  const excesses = MOVED.flatMap((name) => {
    const histogram = reference.indicators[name];
    const place = cohort.columns.indexOf(name);
    return histogram === undefined || place < 0 ? [] : [excessOf(histogram, stage, columnAt(cohort, place))];
  });
  return excesses.reduce((sum, excess) => sum + excess, 0) / Math.max(1, excesses.length);
}

function excessOf(histogram: Histogram, stage: number, values: Float64Array): number {
  const learnt = histogram.shares[stage];
  const counts = new Array<number>(learnt.length).fill(0);
  for (const value of values) counts[binOf(histogram, value)] += 1;
  return Math.max(0, jensenShannonDistance(learnt, counts) ** 2 - divergenceByChance(learnt, values.length));
}

/**
 * The divergence that rows of the same population show by chance: an eighth of the mean of a chi-squared statistic (Lin
 * 1991) with a degree of freedom fewer than there are bins in use.
 */
const divergenceByChance = (learnt: readonly number[], rows: number): number =>
  (learnt.filter((share) => share > 0).length - 1) / (8 * Math.LN2 * rows);
