/** Exponentially fading means of many series: the latest value weighs most. */
export interface Fading {
  /** The series' mean, shrunk towards `prior` while there are few values. */
  mean(series: number, prior: number): number;
  record(series: number, value: number): void;
}

/** The weight of the prior, as a share of the weight of a long series. */
const PRIOR_WEIGHT = 0.3;

/**
 * @param count how many series there are
 * @param span over how many values the mean reaches back: each value weighs 1 - 1/span of the next one
 */
export function createFading(count: number, span: number): Fading {
  const keep = 1 - 1 / span;
  const sums = new Float64Array(count);
  // The total weight of the values so far; 1 for an infinite series.
  const weights = new Float64Array(count);
  return {
    mean: (series, prior) => (sums[series] + PRIOR_WEIGHT * prior) / (weights[series] + PRIOR_WEIGHT),
    record(series, value) {
      sums[series] = keep * sums[series] + (1 - keep) * value;
      weights[series] = keep * weights[series] + (1 - keep);
    },
  };
}
