import { percent } from '../../domain/phrase.ts';
import type { Estimate } from '../../model/judge/evaluation.ts';
import type { BandPoint } from '../../stats/curve-bands.ts';
import type { PrecisionRecallPoint } from '../../stats/precision-recall-curve.ts';
import type { ReliabilityBin } from '../../stats/reliability.ts';
import type { RocPoint } from '../../stats/roc-curve.ts';
import { estimateText } from './figures.ts';
import { axis, INK, legend, paper, shareAxis } from './ink.ts';
import { intervalBand } from './interval-band.ts';
import { type IntervalBar, intervalBars } from './interval-bars.ts';
import type { Chart } from './svg.ts';

const SQUARE_PX = 460;
// ECharts may not choose the room for labels itself, so that grids above each other line up.
const grid = { left: 70, right: 24, top: 34, bottom: 56, outerBoundsMode: 'none' } as const;
const mainLine = { width: 2.5, color: INK.main };
const plainLine = { width: 1.5, color: INK.quiet, type: 'dashed' as const };

const BAND = '95 % interval';
/** The places of a band that its description mentions. */
const DESCRIBED = [0.2, 0.5, 0.8];

/** A band in words, a sentence for each place. */
const bandText = (
  band: readonly BandPoint[],
  sentence: (texts: readonly [at: string, range: string]) => string,
): string =>
  band
    .filter(({ at }) => DESCRIBED.includes(at))
    .map(({ at, low, high }) => sentence([percent(at), `${percent(low)} to ${percent(high)}`]))
    .join('');

const barsAt = (at: number, { low, high }: Estimate): IntervalBar[] =>
  low === null || high === null ? [] : [{ at, low, high }];

/** How many rows with the target are flagged, against how many without it. */
export const rocChart = (points: readonly RocPoint[], band: readonly BandPoint[], auc: Estimate): Chart => ({
  heightPx: SQUARE_PX,
  description: `ROC curve. Area under it: ${estimateText(auc)}.${bandText(band, ([f, rate]) => ` Where ${f} of those without the target are flagged, so are ${rate} of those with it.`)}`,
  option: {
    ...paper,
    grid,
    legend,
    xAxis: shareAxis('Share flagged of those without the target', 'below'),
    yAxis: shareAxis('Share flagged of those with the target', 'left'),
    series: [
      ...intervalBand(BAND, band),
      {
        type: 'line',
        name: 'Model',
        data: points.map(({ falsePositiveRate, truePositiveRate }) => [falsePositiveRate, truePositiveRate]),
        symbol: 'none',
        lineStyle: mainLine,
        itemStyle: { color: INK.main },
      },
      {
        type: 'line',
        name: 'By chance',
        data: [
          [0, 0],
          [1, 1],
        ],
        symbol: 'none',
        lineStyle: plainLine,
        itemStyle: { color: INK.quiet },
      },
    ],
  },
});

/** Precision and recall of rows at the alert threshold; the values are null where no row reaches it. */
export interface AtThreshold {
  readonly precision: Estimate;
  readonly recall: Estimate;
}

/**
 * How often a flag is right, against how many rows with the target are found, with the point at the alert threshold.
 */
export function precisionRecallChart(
  points: readonly PrecisionRecallPoint[],
  band: readonly BandPoint[],
  averagePrecision: Estimate,
  baseRate: number,
  atThreshold: AtThreshold,
): Chart {
  const { precision, recall } = atThreshold;
  const place =
    precision.value === null || recall.value === null ? null : { x: recall.value, y: precision.value };
  const alerting = place
    ? ` At the alert threshold rows have a precision of ${estimateText(precision)} and a recall of ${estimateText(recall)}.`
    : '';
  return {
    heightPx: SQUARE_PX,
    description: `Precision against recall. Average precision: ${estimateText(averagePrecision)}; flagging everybody would be right for ${percent(baseRate)}.${bandText(band, ([r, right]) => ` Where ${r} are found, ${right} of the flags are right.`)}${alerting}`,
    option: {
      ...paper,
      grid,
      legend,
      xAxis: shareAxis('Recall: share found of those with the target', 'below'),
      yAxis: shareAxis('Precision: share of flags that are right', 'left'),
      series: [
        ...intervalBand(BAND, band),
        {
          type: 'line',
          name: 'Model',
          data: points.map(({ recall, precision }) => [recall, precision]),
          symbol: 'none',
          lineStyle: mainLine,
          itemStyle: { color: INK.main },
        },
        {
          type: 'line',
          name: 'Everybody flagged',
          data: [
            [0, baseRate],
            [1, baseRate],
          ],
          symbol: 'none',
          lineStyle: plainLine,
          itemStyle: { color: INK.quiet },
        },
        {
          type: 'scatter',
          name: 'Alert threshold',
          data: place ? [[place.x, place.y]] : [],
          symbol: 'diamond',
          symbolSize: 14,
          itemStyle: { color: INK.second, opacity: 1 },
          z: 3,
        },
        ...(place
          ? [intervalBars('y', barsAt(place.x, precision)), intervalBars('x', barsAt(place.y, recall))]
          : []),
      ],
    },
  };
}

/**
 * Predicted probability against the share with the target, with intervals; below, how many rows each tenth of the scale
 * has.
 */
export function reliabilityChart(bins: readonly ReliabilityBin[], ece: Estimate): Chart {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const below = { ...shareAxis('Said: mean probability', 'below'), gridIndex: 1, containShape: false };
  return {
    heightPx: 560,
    description: `Reliability. Expected calibration error: ${estimateText(ece)}. ${bins
      .map(
        ({ meanProbability, share, low, high }) =>
          `Predicted ${percent(meanProbability)}, observed ${percent(share)} (${percent(low)} to ${percent(high)}).`,
      )
      .join(' ')}`,
    option: {
      ...paper,
      legend: { ...legend, data: ['Model', 'Perfect'] },
      grid: [
        { ...grid, bottom: 180 },
        { ...grid, top: 410 },
      ],
      xAxis: [{ ...shareAxis('', 'below'), axisLabel: { show: false } }, below],
      yAxis: [
        shareAxis('Observed: share with the target', 'left'),
        {
          ...axis('Rows', 'left'),
          type: 'value',
          gridIndex: 1,
          splitNumber: 2,
          axisLabel: { ...axis('', 'left').axisLabel, formatter: (share: number) => percent(share) },
        },
      ],
      series: [
        ...reliabilityLines(bins),
        {
          type: 'bar',
          xAxisIndex: 1,
          yAxisIndex: 1,
          barWidth: 22,
          data: bins.map((bin) => [bin.meanProbability, bin.rows / rows]),
          itemStyle: { color: INK.main },
        },
      ],
    },
  };
}

/** What came at each tenth of the scale, what would come if all were exactly as said, and the intervals. */
const reliabilityLines = (bins: readonly ReliabilityBin[]) => [
  {
    type: 'line' as const,
    name: 'Model',
    data: bins.map(({ meanProbability, share }) => [meanProbability, share]),
    symbol: 'circle',
    symbolSize: 8,
    lineStyle: mainLine,
    itemStyle: { color: INK.main },
  },
  {
    type: 'line' as const,
    name: 'As said',
    data: [
      [0, 0],
      [1, 1],
    ],
    symbol: 'none',
    lineStyle: plainLine,
    itemStyle: { color: INK.quiet },
  },
  intervalBars(
    'y',
    bins.map(({ meanProbability, low, high }) => ({ at: meanProbability, low, high })),
  ),
];
