import { INDICATORS } from '../../features/indicators.ts';
import { scorerOf } from '../../model/score.ts';
import { partialDependence } from '../partial-dependence.ts';
import { type Block, figure, type Section, table, text } from './card.ts';
import {
  dependenceChart,
  importanceChart,
  partialDependenceChart,
  shapChart,
} from './contribution-charts.ts';
import { wholeText } from './figures.ts';
import type { Findings } from './findings.ts';

const LISTED = 15;
const SWARMS = 12;
const CLOSE_UPS = 3;

/** What the model leans on. */
export function leaningsSection(findings: Findings): Section {
  const { importances, contributions, sample } = findings;
  const sizes = new Map(contributions.map(({ indicator, meanSize }) => [indicator, meanSize]));
  const listed = importances.slice(0, LISTED);
  return {
    heading: 'What it leans on',
    blocks: [
      text(
        `Measured on ${wholeText(sample.matrix.rows)} of the rows that judge. Each indicator goes with its percentile. Importance is the fall of the area under the ROC curve when the indicator is shuffled among learners of the same presentation and day; the range is that of repeated shuffles. What is the same for the whole course, such as the calendar, has none by this measure. Indicators that say nearly the same share their importance.`,
      ),
      table(
        ['indicator', 'importance', 'range', 'mean contribution, log-odds'],
        listed.map(({ indicator, aucDrop, low, high }) => [
          nameOf(indicator),
          aucDrop.toFixed(4),
          `${low.toFixed(4)} to ${high.toFixed(4)}`,
          (sizes.get(indicator) ?? 0).toFixed(3),
        ]),
      ),
      figure(
        'importance',
        'Permutation importance, with the range of repeated shuffles.',
        importanceChart(listed, nameOf),
      ),
      figure(
        'shap-summary',
        `Contributions of ${contributions[0]?.points.length ?? 0} rows, coloured by where the value stands among them. Contributions and base add up to the log-odds before calibration.`,
        shapChart(contributions.slice(0, SWARMS), nameOf),
      ),
      ...closeUps(findings),
    ],
  };
}

/** The indicators with the largest contributions: how contribution and risk go with their value. */
function closeUps({ contributions, sample, model }: Findings): Block[] {
  const scorer = scorerOf(model, sample.matrix.columns);
  return contributions.slice(0, CLOSE_UPS).flatMap((summary, place) => {
    const name = nameOf(summary.indicator);
    const points = partialDependence(scorer, sample.matrix, {
      indicator: summary.indicator,
      strata: sample.strata,
    });
    return [
      figure(
        `shap-dependence-${place + 1}`,
        `Contribution of ${name} against its value. Points above each other differ in the percentile or in other indicators.`,
        dependenceChart(summary, inUnit(summary.indicator)),
      ),
      figure(
        `partial-dependence-${place + 1}`,
        `Mean risk if all rows had the same ${name} and kept all else. It shows what the model reads, not what a change would bring about.`,
        partialDependenceChart(points, summary.indicator, inUnit(summary.indicator)),
      ),
    ];
  });
}

const nameOf = (indicator: string): string => indicator.replaceAll('_', ' ');

function inUnit(indicator: string): string {
  const unit = INDICATORS.find(({ name }) => name === indicator)?.unit.replaceAll('_', ' ');
  const name = nameOf(indicator);
  return unit === undefined || name.includes(unit) ? name : `${name} (${unit})`;
}
