import { INDICATORS } from '../../features/indicators.ts';
import { scorerOf } from '../../model/score.ts';
import { partialDependence } from '../partial-dependence.ts';
import { type Block, figure, type Section, text } from './card.ts';
import { dependenceChart, partialDependenceChart } from './contribution-charts.ts';
import { wholeText } from './figures.ts';
import type { Findings } from './findings.ts';
import { leaningFigures, nameOf } from './leaning-figures.ts';

const CLOSE_UPS = 3;

/** What the model leans on. */
export function leaningsSection(findings: Findings): Section {
  const { importances, contributions, sample } = findings;
  return {
    heading: 'What it leans on',
    blocks: [
      text(
        `Measured on ${wholeText(sample.matrix.rows)} of the rows that judge. Each indicator goes with its percentile. Importance is the fall of the area under the ROC curve when the indicator is shuffled among learners of the same presentation and day; the intervals are 95 %, for other learners and other shuffles. An indicator that is the same for the whole course, such as the calendar, has no importance by this measure. Indicators that say nearly the same share their importance.`,
      ),
      ...leaningFigures(importances, contributions, 'indicator'),
      ...closeUps(findings),
    ],
  };
}

/** How contribution and risk depend on the value, for the indicators with the largest contributions. */
function closeUps({ contributions, sample, model, seed }: Findings): Block[] {
  const scorer = scorerOf(model, sample.matrix.columns);
  return contributions.slice(0, CLOSE_UPS).flatMap((summary, place) => {
    const name = nameOf(summary.indicator);
    const points = partialDependence(scorer, sample.matrix, {
      indicator: summary.indicator,
      strata: sample.strata,
      groups: sample.learners,
      seed,
    });
    return [
      figure(
        `shap-dependence-${place + 1}`,
        `Contribution of ${name} against its value. Points above each other differ in the percentile or in other indicators.`,
        dependenceChart(summary, inUnit(summary.indicator)),
      ),
      figure(
        `partial-dependence-${place + 1}`,
        `Mean risk if all rows had the same ${name} and kept all else. The bars are the 95 % intervals of the mean. It shows what the model reads, not what a change would bring about.`,
        partialDependenceChart(points, summary.indicator, inUnit(summary.indicator)),
      ),
    ];
  });
}

function inUnit(indicator: string): string {
  const unit = INDICATORS.find(({ name }) => name === indicator)?.unit.replaceAll('_', ' ');
  const name = nameOf(indicator);
  return unit === undefined || name.includes(unit) ? name : `${name} (${unit})`;
}
