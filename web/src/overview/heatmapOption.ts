import type { Heatmap } from '../../../src/read/heatmap-view.ts';
import { axisStyle, FONT_FAMILY } from '../chart/axis.ts';
import type { ChartOption } from '../chart/EChart.tsx';
import type { Palette } from '../chart/palette.ts';
import { tooltipContent, tooltipStyle } from '../chart/tooltip.ts';
import { formatPercent, formatQuantity, formatShortDate } from '../format.ts';

/** So many weeks to come are on the axis: enough to see that the course goes on, few enough to leave room for the past. */
const WEEKS_AHEAD = 4;

/** Weeks on the axis: the known ones, then the next. */
export function heatmapWeeks(heatmap: Pick<Heatmap, 'weeks'>, lengthDays: number): number[] {
  const known = heatmap.weeks.map(({ week }) => week);
  const first = known[0] ?? 0;
  const now = known.at(-1) ?? 0;
  const last = Math.max(now, Math.min(now + WEEKS_AHEAD, Math.floor(lengthDays / 7)));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Cells as `[column, row, probability]`; a week without a risk has none. */
export const heatmapCells = (
  { weeks, series }: Heatmap,
  axis: readonly number[],
): [number, number, number][] =>
  series.flatMap(({ probabilities }, row) =>
    probabilities.flatMap((probability, index): [number, number, number][] => {
      const column = axis.indexOf(weeks[index]?.week ?? Number.NaN);
      return probability === null || column < 0 ? [] : [[column, row, probability]];
    }),
  );

/** Height of the picture: rows thick enough to hit with a finger, and the axis above. */
export const heatmapHeightPx = ({ rows, series }: Heatmap): number =>
  series.length * (rows === 'cohorts' ? 28 : 18) + 22;

/** Rows by week, darker (in the dark scheme: lighter) the higher the risk. The scale is always 0 to 100 %. */
export function heatmapOption(
  heatmap: Heatmap,
  lengthDays: number,
  narrow: boolean,
  palette: Palette,
): ChartOption {
  const axis = heatmapWeeks(heatmap, lengthDays);
  const style = axisStyle(palette);
  const labelWidth = heatmap.rows === 'learners' ? 58 : narrow ? 96 : 150;
  return {
    textStyle: { fontFamily: FONT_FAMILY },
    // Weeks still to come show as a pale field, not as a gap.
    grid: {
      left: labelWidth + 10,
      right: 0,
      top: 22,
      bottom: 0,
      show: true,
      borderWidth: 0,
      backgroundColor: palette.raised,
    },
    xAxis: {
      ...style,
      type: 'category',
      position: 'top',
      name: 'Week',
      nameLocation: 'start',
      nameGap: 10,
      nameTextStyle: { ...style.nameTextStyle, verticalAlign: 'bottom', padding: [0, 0, 5, 0] },
      data: axis.map(String),
      splitLine: { show: false },
      axisLine: { show: false },
      axisLabel: { ...style.axisLabel, interval: (index: number) => (axis[index] ?? 1) % 5 === 0 },
    },
    yAxis: {
      ...style,
      type: 'category',
      inverse: true,
      data: heatmap.series.map(({ label }) => label),
      splitLine: { show: false },
      axisLine: { show: false },
      axisLabel: { color: palette.text, fontSize: 11, width: labelWidth, overflow: 'truncate', interval: 0 },
    },
    visualMap: { show: false, min: 0, max: 1, dimension: 2, inRange: { color: [...palette.heat] } },
    tooltip: {
      ...tooltipStyle(palette),
      formatter: (cell) => describeCell(heatmap, axis, Array.isArray(cell) ? cell[0]?.value : cell.value),
    },
    series: [
      {
        type: 'heatmap',
        data: heatmapCells(heatmap, axis),
        itemStyle: { borderColor: palette.surface, borderWidth: 1, borderRadius: 2 },
        emphasis: { itemStyle: { borderColor: palette.text, borderWidth: 1.5 } },
      },
    ],
  };
}

function describeCell(heatmap: Heatmap, axis: readonly number[], cell: unknown): HTMLElement {
  const [column, row, probability] = cell as [number, number, number];
  const shown = heatmap.series[row];
  const week = heatmap.weeks.find((known) => known.week === axis[column]);
  return tooltipContent(heatmap.rows === 'learners' ? `Learner ${shown?.label}` : `${shown?.label}`, [
    {
      name: week ? `Week ${week.week}, ${formatShortDate(week.asOf)}` : '',
      value: formatPercent(probability),
    },
    ...(heatmap.rows === 'cohorts' && shown
      ? [{ name: 'Mean of', value: formatQuantity(shown.enrolments, 'learner') }]
      : []),
  ]);
}
