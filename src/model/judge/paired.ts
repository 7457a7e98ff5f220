import type { Ranking } from '../../stats/ranking.ts';
import { type Estimate, estimates } from './evaluation.ts';

/** One figure of both models on the same rows. */
export interface ComparedFigure {
  readonly first: number | null;
  readonly second: number | null;
  /** Second minus first, with its 95 % interval over resampled groups of rows. */
  readonly difference: Estimate;
  /** Which model is better by it; undecided where the interval holds 0. */
  readonly better: 'first' | 'second' | 'undecided';
}

/** Computes figures by how often each row, or each enrolment, was drawn. */
export interface FigureSource<Figure extends string> {
  readonly names: readonly Figure[];
  /** The group of each entry, say its learner; the entries of a group are drawn together. */
  readonly groups: readonly string[];
  readonly figures: (timesDrawn?: Uint32Array) => readonly (number | null)[];
}

/**
 * The figures of two models and their differences. The differences are paired: in every draw of the bootstrap both models
 * answer for the same rows, so what is hard for both cancels out. This shows differences that two separate intervals would
 * hide (Efron and Tibshirani 1993, chapter 10).
 *
 * @param first has the same entries in the same order as `second`
 * @param moreOrLess whether more or less of a figure is better
 */
export function paired<Figure extends string>(
  first: FigureSource<Figure>,
  second: FigureSource<Figure>,
  moreOrLess: Readonly<Record<Figure, 'more' | 'less'>>,
  options: { readonly seed: number; readonly resamples?: number },
): Record<Figure, ComparedFigure> {
  const differences = estimates(first.names, first.groups, options, (timesDrawn) => {
    const before = first.figures(timesDrawn);
    return second.figures(timesDrawn).map((value, place) => minus(value, before[place]));
  });
  const [firsts, seconds] = [first.figures(), second.figures()];
  const entries = first.names.map((name, place) => {
    const difference = differences[name];
    return [
      name,
      {
        first: firsts[place],
        second: seconds[place],
        difference,
        better: betterOf(difference, moreOrLess[name]),
      } satisfies ComparedFigure,
    ];
  });
  return Object.fromEntries(entries) as Record<Figure, ComparedFigure>;
}

/** How often each row was drawn, in the order of a ranking. */
export const drawnInOrder = ({ order }: Ranking, timesDrawn: Uint32Array): Uint32Array =>
  Uint32Array.from(order, (row) => timesDrawn[row]);

const minus = (value: number | null, from: number | null): number | null =>
  value === null || from === null ? null : value - from;

function betterOf({ low, high }: Estimate, better: 'more' | 'less'): ComparedFigure['better'] {
  if (low === null || high === null || (low <= 0 && high >= 0)) return 'undecided';
  return low > 0 === (better === 'more') ? 'second' : 'first';
}
