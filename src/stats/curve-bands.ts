import { clusterBootstrap, type DrawOptions } from './bootstrap.ts';
import { type Ranking, walkCuts } from './ranking.ts';

/** The range in which a curve lies at one place of the x axis in 95 of 100 draws. */
export interface BandPoint {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

/** The number of places of a band, evenly spaced from 0 to 1. */
const PLACES = Array.from({ length: 101 }, (_, nth) => nth / 100);

/**
 * The pointwise 95 % band of a ROC curve: the true positive rate at each false positive rate, interpolated on a
 * straight line between two cuts (vertical averaging: Fawcett 2006, "An introduction to ROC analysis", Pattern Recognition Letters 27), over
 * resampled groups of rows (see clusterBootstrap).
 *
 * @param groups the group of each row in the order of the ranking, numbered from 0 without gaps
 */
export const rocBand = (ranking: Ranking, groups: Uint32Array, options: DrawOptions): BandPoint[] =>
  bandOf(ranking, groups, options, truePositiveRates);

/**
 * The same band of a precision-recall curve: the precision at the highest threshold that reaches each recall. Without
 * interpolation on a straight line, which would be too optimistic (Davis and Goadrich 2006, "The relationship between precision-recall and ROC curves", ICML).
 */
export const precisionRecallBand = (
  ranking: Ranking,
  groups: Uint32Array,
  options: DrawOptions,
): BandPoint[] => bandOf(ranking, groups, options, precisions);

function bandOf(
  ranking: Ranking,
  groups: Uint32Array,
  options: DrawOptions,
  curve: (ranking: Ranking, timesDrawn: Uint32Array) => (number | null)[],
): BandPoint[] {
  const intervals = clusterBootstrap(groups, (timesDrawn) => curve(ranking, timesDrawn), options);
  return intervals.flatMap(({ low, high }, place) =>
    low === null || high === null ? [] : [{ at: PLACES[place], low, high }],
  );
}

/** The true positive rate at each place; all null in a draw without both labels. */
function truePositiveRates(ranking: Ranking, timesDrawn: Uint32Array): (number | null)[] {
  const { positives, negatives } = totalsOf(ranking, timesDrawn);
  if (positives === 0 || negatives === 0) return PLACES.map(() => null);
  const rates: number[] = [];
  let before = { x: 0, y: 0 };
  walkCuts(ranking, timesDrawn, ({ truePositives, falsePositives }) => {
    const cut = { x: falsePositives / negatives, y: truePositives / positives };
    while (rates.length < PLACES.length && PLACES[rates.length] < cut.x)
      rates.push(before.y + ((PLACES[rates.length] - before.x) / (cut.x - before.x)) * (cut.y - before.y));
    before = cut;
  });
  return PLACES.map((_, place) => rates[place] ?? 1);
}

/** The precision at each place; null where no row is flagged yet, and everywhere in a draw without positives. */
function precisions(ranking: Ranking, timesDrawn: Uint32Array): (number | null)[] {
  const { positives } = totalsOf(ranking, timesDrawn);
  const found: number[] = [];
  walkCuts(ranking, timesDrawn, ({ truePositives, falsePositives }) => {
    if (truePositives === 0) return;
    while (found.length < PLACES.length && PLACES[found.length] * positives <= truePositives)
      found.push(truePositives / (truePositives + falsePositives));
  });
  return PLACES.map((_, place) => found[place] ?? null);
}

function totalsOf({ labels }: Ranking, timesDrawn: Uint32Array): { positives: number; negatives: number } {
  let [positives, all] = [0, 0];
  for (let row = 0; row < labels.length; row += 1) {
    positives += timesDrawn[row] * labels[row];
    all += timesDrawn[row];
  }
  return { positives, negatives: all - positives };
}
