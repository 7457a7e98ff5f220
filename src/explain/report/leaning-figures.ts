import type { Importance } from '../permutation-importance.ts';
import type { ContributionSummary } from '../shap-summary.ts';
import { type Block, figure, table } from './card.ts';
import { importanceChart, shapChart } from './contribution-charts.ts';
import { estimateText, UNKNOWN } from './figures.ts';

const LISTED = 15;
const SWARMS = 12;

/** A column's name in words. */
export const nameOf = (column: string): string => column.replaceAll('_', ' ');

/**
 * The columns that a model leans on most: a table, and importances and contributions as pictures.
 *
 * @param column the word for a column, for example indicator
 */
export function leaningFigures(
  importances: readonly Importance[],
  contributions: readonly ContributionSummary[],
  column: string,
): Block[] {
  const sizes = new Map(
    contributions.map(({ indicator, meanSize, low, high }) => [indicator, { value: meanSize, low, high }]),
  );
  const listed = importances.slice(0, LISTED);
  return [
    table(
      [column, 'importance', 'mean contribution, log-odds'],
      listed.map(({ indicator, aucDrop, low, high }) => [
        nameOf(indicator),
        estimateText({ value: aucDrop, low, high }, 4),
        estimateText(sizes.get(indicator) ?? UNKNOWN),
      ]),
    ),
    figure('importance', 'Permutation importance, with 95 % intervals.', importanceChart(listed, nameOf)),
    figure(
      'shap-summary',
      `Contributions of ${contributions[0]?.points.length ?? 0} rows, coloured by where the value stands among them. Contributions and base add up to the log-odds before calibration.`,
      shapChart(contributions.slice(0, SWARMS), nameOf),
    ),
  ];
}
