/** A function that rises in steps: `values[i]` belongs to `positions[i]`; both rise. */
export interface Steps {
  readonly positions: readonly number[];
  readonly values: readonly number[];
}

/** What an inductive Venn-Abers predictor stores about its calibration rows. */
export interface VennAbers {
  /** p0: each value holds from its position up to the next position; below the first position p0 is 0. */
  readonly low: Steps;
  /** p1: each value holds from the position before (exclusive) to its own; above the last position p1 is 1. */
  readonly high: Steps;
}

/** The probabilities, 0 to 1, that a score has if its label turns out to be 0 (low) and 1 (high). */
export interface ProbabilityInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * An inductive Venn-Abers predictor: for every score, the two values that isotonic regression gives it when the score
 * is added to the calibration rows with label 0 and with label 1 (Vovk and Petej 2014, "Venn-Abers predictors", UAI). All
 * of them are computed in advance, in about the time it takes to sort the scores (Vovk, Petej and Fedorova 2015, "Large-scale
 * probabilistic predictors with and without guarantees of validity", NIPS, algorithms 1 to 4).
 *
 * @param scores of rows that the estimator was not fitted on
 * @param labels one per score, 0 or 1
 */
export function vennAbers(scores: ArrayLike<number>, labels: ArrayLike<number>): VennAbers {
  const { positions, counts, ones } = pooled(scores, labels);
  const zeros = counts.map((count, place) => count - ones[place]);
  const high = valuesWithOne(counts, ones);
  // Read from the other end with swapped labels, a label of 0 is a label of 1.
  const low = valuesWithOne(counts.toReversed(), zeros.toReversed())
    .map((value) => 1 - value)
    .toReversed();
  return { low: firstOfEqual({ positions, values: low }), high: lastOfEqual({ positions, values: high }) };
}

/** The interval of a score, by two binary searches. */
export function vennAbersInterval({ low, high }: VennAbers, score: number): ProbabilityInterval {
  const reached = countOf(low.positions, (position) => position <= score);
  const passed = countOf(high.positions, (position) => position < score);
  return {
    low: reached === 0 ? 0 : low.values[reached - 1],
    high: passed === high.values.length ? 1 : high.values[passed],
  };
}

/** The one probability whose log-loss regret against the better of the two is least (Vovk and Petej 2014, section 4). */
export const mergedProbability = ({ low, high }: ProbabilityInterval): number => high / (1 - low + high);

/** The same with fewer steps: each interval contains the original and is wider by less than `error` at either end. */
export const coarsened = ({ low, high }: VennAbers, error: number): VennAbers => {
  const perUnit = Math.round(1 / error);
  // 1 - 11 / 20 is a little less than 9 / 20, but times 20 it rounds to 9: the step at 9 / 20 lies above it.
  const stepBelow = (value: number): number => {
    const step = Math.floor(value * perUnit);
    return (step / perUnit <= value ? step : step - 1) / perUnit;
  };
  return {
    low: firstOfEqual({ ...low, values: low.values.map(stepBelow) }),
    high: lastOfEqual({ ...high, values: high.values.map((value) => Math.ceil(value * perUnit) / perUnit) }),
  };
};

interface Pooled {
  readonly positions: number[];
  readonly counts: number[];
  readonly ones: number[];
}

/** Merges rows of the same score into one, in rising order. */
function pooled(scores: ArrayLike<number>, labels: ArrayLike<number>): Pooled {
  const order = Uint32Array.from({ length: scores.length }, (_, row) => row);
  order.sort((a, b) => scores[a] - scores[b]);
  const positions: number[] = [];
  const counts: number[] = [];
  const ones: number[] = [];
  for (const row of order) {
    if (positions.at(-1) !== scores[row]) {
      positions.push(scores[row]);
      counts.push(0);
      ones.push(0);
    }
    counts[counts.length - 1] += 1;
    ones[ones.length - 1] += labels[row];
  }
  return { positions, counts, ones };
}

/**
 * p1 at each position. Isotonic regression is the slope of the greatest convex line below the cumulative sums, here with
 * one additional step of length 1 and height 1. That step moves from the first place to the last. A stack holds the
 * line's corners to the right of it, the leftmost on top.
 */
function valuesWithOne(counts: readonly number[], ones: readonly number[]): number[] {
  const x = sumsFromMinusOne(counts);
  const y = sumsFromMinusOne(ones);
  const corners: number[] = [];
  const push = (point: number): void => {
    for (; corners.length > 1; corners.pop()) {
      const [next, top] = corners.slice(-2);
      if (isBelow(x, y, top, point, next)) break;
    }
    corners.push(point);
  };
  for (let point = x.length - 1; point >= 0; point -= 1) push(point);
  return counts.map((_, place) => {
    const [next, top] = corners.slice(-2);
    const value = (y[next] - y[top]) / (x[next] - x[top]);
    const point = place + 1;
    // The additional step changes places with the step to its right, and the point between them moves.
    x[point] = x[point - 1] + x[point + 1] - x[point];
    y[point] = y[point - 1] + y[point + 1] - y[point];
    if (isBelow(x, y, point, top, next)) {
      corners.pop();
      push(point);
    }
    return value;
  });
}

/** -1, 0 and then the cumulative sums: the additional step comes first. */
function sumsFromMinusOne(parts: readonly number[]): Float64Array {
  const sums = new Float64Array(parts.length + 2);
  sums[0] = -1;
  parts.forEach((part, place) => {
    sums[place + 2] = sums[place + 1] + part;
  });
  return sums;
}

/** Whether a point lies below the line between one point on its left and one on its right. */
const isBelow = (x: Float64Array, y: Float64Array, point: number, left: number, right: number): boolean =>
  (y[point] - y[left]) * (x[right] - x[left]) < (y[right] - y[left]) * (x[point] - x[left]);

const firstOfEqual = ({ positions, values }: Steps): Steps =>
  only({ positions, values }, (place) => values[place] !== values[place - 1]);

const lastOfEqual = ({ positions, values }: Steps): Steps =>
  only({ positions, values }, (place) => values[place] !== values[place + 1]);

const only = ({ positions, values }: Steps, isKept: (place: number) => boolean): Steps => ({
  positions: positions.filter((_, place) => isKept(place)),
  values: values.filter((_, place) => isKept(place)),
});

/** How many entries at the front of the list satisfy `isIn`; the entries after them must not. */
function countOf(rising: readonly number[], isIn: (value: number) => boolean): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isIn(rising[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
