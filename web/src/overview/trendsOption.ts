import type { Trends } from '../../../src/read/trends-view.ts';
import { axisStyle, FONT_FAMILY, GRID } from '../chart/axis.ts';
import type { ChartOption } from '../chart/EChart.tsx';
import type { LegendItem } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { axisTooltip, seriesLine, tooltipContent } from '../chart/tooltip.ts';
import { formatNumber, formatPercent } from '../format.ts';

type Series = Trends['series'][number];
type Week = Series['weeks'][number];

/** Measures that can be compared between presentations: all per registered learner, because sizes differ. */
export type Measure = 'activeShare' | 'meanInteractions' | 'submissions';

interface MeasureDescription {
  readonly label: string;
  readonly note: string;
  readonly of: (week: Week) => number;
  readonly format: (value: number) => string;
}

export const MEASURES: Readonly<Record<Measure, MeasureDescription>> = {
  activeShare: {
    label: 'Active',
    note: 'Share of learners active in the week, compared with earlier presentations',
    of: (week) => week.activeShare,
    format: formatPercent,
  },
  meanInteractions: {
    label: 'Interactions',
    note: 'Interactions per learner, compared with earlier presentations',
    of: (week) => week.meanInteractions,
    format: formatNumber,
  },
  submissions: {
    label: 'Submissions',
    note: 'Submissions per 100 learners, compared with earlier presentations',
    of: (week) => (week.registered === 0 ? 0 : (100 * week.submissions) / week.registered),
    format: formatNumber,
  },
};

/** This presentation first, then the earlier ones in the order of the API. */
export const currentFirst = ({ series }: Trends): Series[] =>
  series.toSorted((a, b) => Number(b.current) - Number(a.current));

/** Last week of the longest presentation. */
export const lastWeek = ({ series }: Trends): number =>
  Math.max(0, ...series.flatMap(({ weeks }) => weeks.map(({ week }) => week)));

/** Earlier presentations share a few quiet colours. */
const seriesColour = (index: number, { accent, earlier }: Palette): string =>
  index === 0 ? accent : (earlier[(index - 1) % earlier.length] ?? accent);

export const trendsLegend = (trends: Trends, palette: Palette): LegendItem[] =>
  currentFirst(trends).map(({ presentationId, current }, index) => ({
    name: presentationId,
    colour: seriesColour(index, palette),
    mark: current ? 'line' : 'dashed',
  }));

/** This presentation as a strong line over the earlier ones as broken lines. */
export function trendsOption(
  trends: Trends,
  measure: Measure,
  lengthDays: number,
  palette: Palette,
): ChartOption {
  const { of, format } = MEASURES[measure];
  const style = axisStyle(palette);
  const shown = currentFirst(trends);
  return {
    textStyle: { fontFamily: FONT_FAMILY },
    color: shown.map((_, index) => seriesColour(index, palette)),
    grid: GRID,
    xAxis: {
      ...style,
      type: 'value',
      min: 1,
      max: Math.max(lastWeek(trends), Math.ceil(lengthDays / 7)),
      minInterval: 1,
      splitLine: { show: false },
      axisLabel: { ...style.axisLabel, formatter: (week: number) => `Wk ${week}` },
    },
    yAxis: {
      ...style,
      type: 'value',
      min: 0,
      ...(measure === 'activeShare' && { max: 1, interval: 0.25 }),
      splitNumber: 4,
      axisLabel: { ...style.axisLabel, formatter: format },
    },
    tooltip: axisTooltip(palette, 'line', (points) => {
      const [week] = (points[0]?.value ?? []) as number[];
      return tooltipContent(
        `Week ${week}`,
        points.map((point) => seriesLine(point, format((point.value as number[])[1] ?? 0))),
      );
    }),
    series: shown.map(({ presentationId, current, weeks }) => ({
      type: 'line',
      name: presentationId,
      data: weeks.map((week) => [week.week, of(week)]),
      symbol: current ? 'circle' : 'none',
      symbolSize: 5,
      showSymbol: current && weeks.length < 3,
      z: current ? 3 : 2,
      lineStyle: current ? { width: 2.5 } : { width: 1.5, type: 'dashed' },
    })),
  };
}
