import { signed } from '../../domain/phrase.ts';
import type { TakenApart } from '../../explain/explanation.ts';
import type { Importance } from '../../explain/permutation-importance.ts';

/** An explanation, for programs and for people. */
export interface Answer {
  readonly document: unknown;
  readonly words: string;
}

/** How often each column is shuffled. */
export const REPEATS = 5;

const SHOWN_CONTRIBUTIONS = 15;

/**
 * The largest contributions, line by line, from the base to the sum.
 *
 * @param by the word for a column
 */
export function contributionsInWords({ base, sum, contributions }: TakenApart, by: string): string[] {
  const known = contributions.slice(0, SHOWN_CONTRIBUTIONS);
  const rest = sum - base - known.reduce((total, { contribution }) => total + contribution, 0);
  return [
    `Contributions, by ${by} (log-odds):`,
    `${signed(base, 3)}  base`,
    ...known.map(
      ({ indicator, value, contribution }) =>
        `${signed(contribution, 3)}  ${indicator} (${value === null ? 'unknown' : Number(value.toPrecision(4))})`,
    ),
    ...(contributions.length > known.length
      ? [`${signed(rest, 3)}  ${contributions.length - known.length} others`]
      : []),
    `${signed(sum, 3)}  sum, before calibration`,
  ];
}

/** @param column the word for what is shuffled, with its article */
export const importancesInWords = (
  id: string,
  parts: readonly string[],
  importances: readonly Importance[],
  column: string,
): string =>
  [
    `Model ${id} on ${parts.join(', ')}: fall of the area under the ROC curve when ${column} is shuffled.`,
    ...importances.map(
      ({ indicator, aucDrop, low, high }) =>
        `${indicator.padEnd(32)}${signed(aucDrop, 4)}  (${signed(low, 4)} to ${signed(high, 4)})`,
    ),
    '',
  ].join('\n');
