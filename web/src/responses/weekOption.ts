import type { ResponseTrend } from '../../../src/read/responses-view.ts';
import { axisStyle, FONT_FAMILY } from '../chart/axis.ts';
import type { ChartOption } from '../chart/EChart.tsx';
import type { LegendItem } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { tooltipContent, tooltipStyle } from '../chart/tooltip.ts';
import { formatDate, formatQuantity, formatShortDate } from '../format.ts';
import { MEASURES, type Measure } from './measures.ts';
import { formatInterval } from './phaseOption.ts';

export type Weeks = ResponseTrend['weeks'];

const WEEK_MS = 7 * 86_400_000;

/** Every Monday from the first week to the last, with what is known of its week; null for one without responses. */
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
  { name: '95% interval', colour: palette.groups[3] ?? palette.dimmed, mark: 'bar' },
];

/** A line of means within the band of their intervals; a week without responses breaks it. */
export function weekOption(weeks: Weeks, measure: Measure, palette: Palette): ChartOption {
  const style = axisStyle(palette);
  const shown = everyWeek(weeks);
  const measured = shown.map(({ found }) => found?.[measure] ?? null);
  const band = {
    type: 'line',
    stack: 'interval',
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
  } as const;
  return {
    textStyle: { fontFamily: FONT_FAMILY },
    grid: {
      left: 4,
      right: 14,
      top: 8,
      bottom: 2,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      ...style,
      type: 'category',
      boundaryGap: shown.length < 2,
      data: shown.map(({ weekStart }) => weekStart),
      axisLabel: { ...style.axisLabel, formatter: (date: string) => formatShortDate(date) },
    },
    yAxis: { ...style, type: 'value', min: 0, max: 100, interval: 25 },
    tooltip: {
      ...tooltipStyle(palette),
      trigger: 'axis',
      axisPointer: { lineStyle: { color: palette.dimmed, type: 'dotted' } },
      formatter: (points) => {
        const list = Array.isArray(points) ? points : [points];
        const week = shown[list[0]?.dataIndex ?? 0];
        if (!week) return '';
        const own = week.found?.[measure] ?? null;
        return tooltipContent(`Week of ${formatDate(week.weekStart)}`, [
          {
            colour: palette.accent,
            name: MEASURES[measure].label,
            value: own === null ? 'not measured' : formatInterval(own),
          },
          { name: formatQuantity(week.found?.responses ?? 0, 'response'), value: '' },
        ]);
      },
    },
    series: [
      { ...band, data: measured.map((found) => found && (found.low ?? found.mean)) },
      {
        ...band,
        areaStyle: { color: palette.groups[3] ?? palette.dimmed, opacity: 0.35 },
        data: measured.map((found) => found && (found.high ?? found.mean) - (found.low ?? found.mean)),
      },
      {
        type: 'line',
        color: palette.accent,
        symbol: 'circle',
        symbolSize: 6,
        z: 3,
        lineStyle: { width: 2.5 },
        data: measured.map((found) => found?.mean ?? null),
      },
    ],
  };
}
