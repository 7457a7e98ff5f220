import type { YAxis } from './EChart.tsx';
import type { Palette } from './palette.ts';

/** The canvas does not inherit the page's font. */
export const FONT_FAMILY =
  'Inter, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';

/** Text, line and grid of an axis, pale, so that the data stands out. */
export const axisStyle = (palette: Palette) => ({
  axisLabel: { color: palette.dimmed, fontSize: 11, hideOverlap: true },
  axisLine: { lineStyle: { color: palette.border } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: palette.grid } },
  nameTextStyle: { color: palette.dimmed, fontSize: 11 },
});

/** For scores from 0 to 100. */
export const scoreAxis = (palette: Palette): YAxis => ({
  ...axisStyle(palette),
  type: 'value',
  min: 0,
  max: 100,
  interval: 25,
});

/** The margins of a chart: only as much as its labels need. */
export const GRID = {
  left: 4,
  right: 12,
  top: 8,
  // Room for the descenders of the dates.
  bottom: 6,
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
} as const;
