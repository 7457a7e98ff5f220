import type { ResponseTrend } from '../../../src/read/responses-view.ts';
import { axisStyle, FONT_FAMILY, GRID, scoreAxis } from '../chart/axis.ts';
import type { ChartOption, LineSeriesOption } from '../chart/EChart.tsx';
import type { LegendItem } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { axisTooltip, tooltipContent } from '../chart/tooltip.ts';
import { formatDate, formatQuantity, formatShortDate } from '../format.ts';
import { type Interval, intervalColour, intervalLegend, measureLine } from './interval.ts';
import type { Measure } from './measures.ts';

export type Weeks = ResponseTrend['weeks'];

const WEEK_MS = 7 * 86_400_000;

/** Every Monday from the first week to the last, with the figures of its week; null for a week without responses. */
export function everyWeek(weeks: Weeks): { weekStart: string; found: Weeks[number] | null }[] {
  const [first, last] = [weeks.at(0), weeks.at(-1)];
  if (!first || !last) return [];
  const known = new Map(weeks.map((week) => [week.weekStart, week]));
  const start = Date.parse(first.weekStart);
  const count = Math.round((Date.parse(last.weekStart) - start) / WEEK_MS) + 1;
  return Array.from({ length: count }, (_, index) => {
    const weekStart = new Date(start + index * WEEK_MS).toISOString().slice(0, 10);
    return { weekStart, found: known.get(weekStart) ?? null };
  });
}

export const weekLegend = (palette: Palette): LegendItem[] => [
  { name: 'Mean', colour: palette.accent, mark: 'line' },
  intervalLegend(palette),
];

/** A line of means within the band of their intervals; a week without responses breaks it. */
export function weekOption(weeks: Weeks, measure: Measure, palette: Palette): ChartOption {
  const style = axisStyle(palette);
  const shown = everyWeek(weeks);
  const measured = shown.map(({ found }) => found?.[measure] ?? null);
  return {
    textStyle: { fontFamily: FONT_FAMILY },
    grid: { ...GRID, right: 14 },
    xAxis: {
      ...style,
      type: 'category',
      boundaryGap: shown.length < 2,
      data: shown.map(({ weekStart }) => weekStart),
      axisLabel: { ...style.axisLabel, formatter: (date: string) => formatShortDate(date) },
    },
    yAxis: scoreAxis(palette),
    tooltip: axisTooltip(palette, 'line', (points) => {
      const week = shown[points[0]?.dataIndex ?? 0];
      if (!week) return '';
      return tooltipContent(`Week of ${formatDate(week.weekStart)}`, [
        measureLine(measure, week.found?.[measure] ?? null, palette),
        { name: formatQuantity(week.found?.responses ?? 0, 'response'), value: '' },
      ]);
    }),
    series: [...intervalBand(measured, palette), meanLine(measured, palette)],
  };
}

/** From low to high: an invisible line, and stacked on it the visible area. */
function intervalBand(measured: readonly (Interval | null)[], palette: Palette): LineSeriesOption[] {
  const unseen: LineSeriesOption = {
    type: 'line',
    stack: 'interval',
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
  };
  return [
    { ...unseen, data: measured.map((found) => found && (found.low ?? found.mean)) },
    {
      ...unseen,
      areaStyle: { color: intervalColour(palette), opacity: 0.35 },
      data: measured.map((found) => found && (found.high ?? found.mean) - (found.low ?? found.mean)),
    },
  ];
}

const meanLine = (measured: readonly (Interval | null)[], palette: Palette): LineSeriesOption => ({
  type: 'line',
  color: palette.accent,
  symbol: 'circle',
  symbolSize: 6,
  z: 3,
  lineStyle: { width: 2.5 },
  data: measured.map((found) => found?.mean ?? null),
});
