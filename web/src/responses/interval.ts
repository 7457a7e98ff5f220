import type { ResponsePhases } from '../../../src/read/responses-view.ts';
import type { LegendItem } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import type { TooltipLine } from '../chart/tooltip.ts';
import { formatNumber } from '../format.ts';
import { MEASURES, type Measure } from './measures.ts';

/** A mean with its 95 % interval. */
export type Interval = NonNullable<ResponsePhases['phases'][number][Measure]>;

/** `72 (64 to 80)`, or `72` where there is no interval. */
export const formatInterval = ({ mean, low, high }: Interval): string =>
  low === null || high === null
    ? formatNumber(mean)
    : `${formatNumber(mean)} (${formatNumber(low)} to ${formatNumber(high)})`;

export const intervalColour = (palette: Palette): string => palette.groups[3] ?? palette.dimmed;

export const intervalLegend = (palette: Palette): LegendItem => ({
  name: '95% interval',
  colour: intervalColour(palette),
  mark: 'bar',
});

/** The line of a tooltip about a measure. */
export const measureLine = (measure: Measure, found: Interval | null, palette: Palette): TooltipLine => ({
  colour: palette.accent,
  name: MEASURES[measure].label,
  value: found === null ? 'not measured' : formatInterval(found),
});
