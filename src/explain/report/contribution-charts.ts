import { percent } from '../../domain/phrase.ts';
import type { DependencePoint } from '../partial-dependence.ts';
import type { Importance } from '../permutation-importance.ts';
import type { ContributionPoint, ContributionSummary } from '../shap-summary.ts';
import { estimateText } from './figures.ts';
import { axis, INK, legend, nameAxis, paper, shareAxis } from './ink.ts';
import { intervalBand } from './interval-band.ts';
import { intervalBars } from './interval-bars.ts';
import type { Chart } from './svg.ts';
import { swarmOffsets } from './swarm.ts';

const ROW_PX = 30;
const NAMES_PX = 230;
const SWARM_CLASSES = ['lowest fifth', 'low', 'middle', 'high', 'highest fifth'];
const UNKNOWN = 'unknown';

/** How much worse the model ranks without each indicator. */
export const importanceChart = (
  importances: readonly Importance[],
  nameOf: (indicator: string) => string,
): Chart => ({
  heightPx: 70 + ROW_PX * importances.length,
  description: `Permutation importance, the fall of the area under the ROC curve. ${importances
    .slice(0, 5)
    .map(
      ({ indicator, aucDrop, low, high }) =>
        `${nameOf(indicator)}: ${estimateText({ value: aucDrop, low, high }, 4)}.`,
    )
    .join(' ')}`,
  option: {
    ...paper,
    grid: { left: NAMES_PX, right: 24, top: 10, bottom: 56 },
    xAxis: { ...axis('Fall of the area under the ROC curve when shuffled', 'below'), type: 'value' },
    yAxis: nameAxis(importances.map(({ indicator }) => nameOf(indicator))),
    series: [
      {
        type: 'bar',
        data: importances.map(({ aucDrop }) => aucDrop),
        barWidth: 16,
        itemStyle: { color: INK.main },
      },
      intervalBars(
        'x',
        importances.map(({ low, high }, at) => ({ at, low, high })),
      ),
    ],
  },
});

/** Each indicator's contribution in every row as a point, coloured by the rank of the value. */
export function shapChart(
  summaries: readonly ContributionSummary[],
  nameOf: (indicator: string) => string,
): Chart {
  const classes = Map.groupBy(
    summaries.flatMap(({ points }, place) => {
      const offsets = swarmOffsets(points.map(({ contribution }) => contribution));
      return points.map((point, row) => ({ point, position: [point.contribution, place + offsets[row]] }));
    }),
    ({ point }) => classOf(point),
  );
  return {
    heightPx: 90 + 40 * summaries.length,
    description: `Contributions to the log-odds, one point a row. Mean size: ${summaries
      .slice(0, 5)
      .map(
        ({ indicator, meanSize, low, high }) =>
          `${nameOf(indicator)} ${estimateText({ value: meanSize, low, high }, 2)}`,
      )
      .join(', ')}.`,
    option: {
      ...paper,
      legend,
      grid: { left: NAMES_PX, right: 24, top: 34, bottom: 56 },
      xAxis: {
        ...axis('Contribution to the log-odds (right: raises the probability)', 'below'),
        type: 'value',
        axisLine: { show: false },
      },
      // The first axis puts each name in the middle of its band; a second, numeric axis over it places the points.
      yAxis: [
        nameAxis(summaries.map(({ indicator }) => nameOf(indicator))),
        { type: 'value', show: false, min: -0.5, max: summaries.length - 0.5, inverse: true },
      ],
      series: [...SWARM_CLASSES, UNKNOWN].map((name, place) => ({
        type: 'scatter',
        name,
        yAxisIndex: 1,
        data: (classes.get(name) ?? []).map(({ position }) => position),
        symbolSize: 4,
        large: true,
        largeThreshold: 1,
        itemStyle: { color: INK.lowToHigh[place] ?? INK.text, opacity: 1 },
      })),
    },
  };
}

const classOf = ({ rank }: ContributionPoint): string =>
  Number.isNaN(rank) ? UNKNOWN : SWARM_CLASSES[Math.min(4, Math.floor(rank * 5))];

/** How the contribution of one indicator depends on its value. */
export const dependenceChart = ({ indicator, points }: ContributionSummary, name: string): Chart => {
  const known = points.filter(({ value }) => !Number.isNaN(value));
  return {
    heightPx: 340,
    description: `Contribution of ${indicator} against its value, ${known.length} rows.`,
    option: {
      ...paper,
      grid: { left: 70, right: 24, top: 20, bottom: 56 },
      xAxis: { ...axis(name, 'below'), type: 'value', scale: true },
      yAxis: { ...axis('Contribution to the log-odds', 'left'), type: 'value' },
      series: [
        {
          type: 'scatter',
          data: known.map(({ value, contribution }) => [value, contribution]),
          symbolSize: 4,
          large: true,
          largeThreshold: 1,
          itemStyle: { color: INK.main, opacity: 1 },
        },
      ],
    },
  };
};

/** How the mean risk depends on one indicator. */
export const partialDependenceChart = (
  points: readonly DependencePoint[],
  indicator: string,
  name: string,
): Chart => ({
  heightPx: 340,
  description: `Mean risk if every row had the same value of ${indicator}. ${endsOf(points)}`,
  option: {
    ...paper,
    legend: { ...legend, data: ['Mean', 'Middle 80 % of the rows'] },
    grid: { left: 70, right: 24, top: 34, bottom: 56 },
    xAxis: { ...axis(name, 'below'), type: 'value', scale: true },
    yAxis: shareAxis('Risk', 'left'),
    series: [
      ...intervalBand(
        'Middle 80 % of the rows',
        points.map(({ value, low, high }) => ({ at: value, low, high })),
      ),
      {
        type: 'line',
        name: 'Mean',
        data: points.map(({ value, mean }) => [value, mean]),
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { width: 2.5, color: INK.main },
        itemStyle: { color: INK.main },
      },
      intervalBars(
        'y',
        points.map(({ value, meanLow, meanHigh }) => ({ at: value, low: meanLow, high: meanHigh })),
      ),
    ],
  },
});

function endsOf(points: readonly DependencePoint[]): string {
  const [first, last] = [points.at(0), points.at(-1)];
  return first === undefined || last === undefined
    ? ''
    : `At ${first.value} it is ${meanText(first)}, at ${last.value} ${meanText(last)}.`;
}

const meanText = ({ mean, meanLow, meanHigh }: DependencePoint): string =>
  `${percent(mean)} (${percent(meanLow)} to ${percent(meanHigh)})`;
