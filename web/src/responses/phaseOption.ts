import type { ResponsePhases } from '../../../src/read/responses-view.ts';
import { axisStyle, FONT_FAMILY, GRID, scoreAxis } from '../chart/axis.ts';
import type {
  BarSeriesOption,
  ChartOption,
  LineSeriesOption,
  ScatterSeriesOption,
} from '../chart/EChart.tsx';
import type { LegendItem } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { axisTooltip, type TooltipLine, tooltipContent } from '../chart/tooltip.ts';
import { formatNumber, formatQuantity } from '../format.ts';
import { type Interval, intervalColour, intervalLegend, measureLine } from './interval.ts';
import type { Measure } from './measures.ts';

export type Phases = ResponsePhases['phases'];

const LEARNER = 'This learner';

export const phaseLegend = (isLearner: boolean, cohort: string, palette: Palette): LegendItem[] => [
  { name: isLearner ? LEARNER : 'Mean of the learners', colour: palette.accent, mark: 'diamond' },
  intervalLegend(palette),
  ...(isLearner ? [{ name: cohort, colour: palette.dimmed, mark: 'dashed' } as const] : []),
];

/**
 * A mean with its interval for each phase, in the order of learning; beside those of a learner, the means of the cohort.
 *
 * @param cohort null where `phases` are the cohort's own
 */
export function phaseOption(
  phases: Phases,
  cohort: Phases | null,
  measure: Measure,
  palette: Palette,
): ChartOption {
  const style = axisStyle(palette);
  const cohortMeans =
    cohort &&
    phases.map(({ phase }) => cohort.find((other) => other.phase === phase)?.[measure]?.mean ?? null);
  return {
    textStyle: { fontFamily: FONT_FAMILY },
    grid: GRID,
    xAxis: {
      ...style,
      type: 'category',
      data: phases.map(({ phase }) => phase),
      axisLabel: { ...style.axisLabel, hideOverlap: false },
    },
    yAxis: scoreAxis(palette),
    tooltip: axisTooltip(palette, 'shadow', (points) => {
      const place = points[0]?.dataIndex ?? 0;
      const phase = phases[place];
      if (!phase) return '';
      return tooltipContent(`${phase.phase}: ${formatQuantity(phase.responses, 'response')}`, [
        measureLine(measure, phase[measure], palette),
        ...everybodyLine(cohortMeans?.[place] ?? null, palette),
      ]);
    }),
    series: [
      ...intervalBars(
        phases.map((phase) => phase[measure]),
        palette,
      ),
      cohortLine(cohortMeans ?? [], palette),
      meanDiamonds(
        phases.map((phase) => phase[measure]?.mean ?? null),
        palette,
      ),
    ],
  };
}

const everybodyLine = (mean: number | null, palette: Palette): TooltipLine[] =>
  mean === null ? [] : [{ colour: palette.dimmed, name: 'Everybody', value: formatNumber(mean) }];

/** From low to high: an invisible bar, and stacked on it the visible one. */
const intervalBars = (intervals: readonly (Interval | null)[], palette: Palette): BarSeriesOption[] => [
  {
    type: 'bar',
    stack: 'interval',
    silent: true,
    color: 'transparent',
    barWidth: 22,
    data: intervals.map((found) => found?.low ?? 0),
  },
  {
    type: 'bar',
    stack: 'interval',
    color: intervalColour(palette),
    barWidth: 22,
    itemStyle: { borderRadius: 4, opacity: 0.55 },
    data: intervals.map((found) => (found?.high ?? 0) - (found?.low ?? 0)),
  },
];

const cohortLine = (means: (number | null)[], palette: Palette): LineSeriesOption => ({
  type: 'line',
  color: palette.dimmed,
  symbol: 'emptyCircle',
  symbolSize: 6,
  lineStyle: { width: 1.5, type: 'dashed' },
  data: means,
});

const meanDiamonds = (means: (number | null)[], palette: Palette): ScatterSeriesOption => ({
  type: 'scatter',
  color: palette.accent,
  symbol: 'diamond',
  symbolSize: 9,
  z: 4,
  itemStyle: { borderColor: palette.surface, borderWidth: 1.5 },
  data: means,
});
