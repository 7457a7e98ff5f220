import type { ResponsePhases } from '../../../src/read/responses-view.ts';
import { axisStyle, FONT_FAMILY, GRID } from '../chart/axis.ts';
import type { ChartOption } from '../chart/EChart.tsx';
import type { LegendItem } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { tooltipContent, tooltipStyle } from '../chart/tooltip.ts';
import { formatNumber, formatQuantity } from '../format.ts';
import { MEASURES, type Measure } from './measures.ts';

export type Phases = ResponsePhases['phases'];
type Interval = NonNullable<Phases[number][Measure]>;

/** `72 (64 to 80)`, or `72` where there is no interval. */
export const formatInterval = ({ mean, low, high }: Interval): string =>
  low === null || high === null
    ? formatNumber(mean)
    : `${formatNumber(mean)} (${formatNumber(low)} to ${formatNumber(high)})`;

const LEARNER = 'This learner';

export const phaseLegend = (isLearner: boolean, cohort: string, palette: Palette): LegendItem[] => [
  { name: isLearner ? LEARNER : 'Mean of the learners', colour: palette.accent, mark: 'diamond' },
  { name: '95% interval', colour: palette.groups[3] ?? palette.dimmed, mark: 'bar' },
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
  const cohortMean = (phase: string) =>
    cohort?.find((candidate) => candidate.phase === phase)?.[measure]?.mean ?? null;
  return {
    textStyle: { fontFamily: FONT_FAMILY },
    grid: GRID,
    xAxis: {
      ...style,
      type: 'category',
      data: phases.map(({ phase }) => phase),
      axisLabel: { ...style.axisLabel, hideOverlap: false },
    },
    yAxis: { ...style, type: 'value', min: 0, max: 100, interval: 25 },
    tooltip: {
      ...tooltipStyle(palette),
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: palette.grid, opacity: 0.6 } },
      formatter: (points) => {
        const list = Array.isArray(points) ? points : [points];
        const found = phases[list[0]?.dataIndex ?? 0];
        if (!found) return '';
        const own = found[measure];
        const others = cohortMean(found.phase);
        return tooltipContent(`${found.phase}: ${formatQuantity(found.responses, 'response')}`, [
          {
            colour: palette.accent,
            name: MEASURES[measure].label,
            value: own === null ? 'not measured' : formatInterval(own),
          },
          ...(others === null
            ? []
            : [{ colour: palette.dimmed, name: 'Everybody', value: formatNumber(others) }]),
        ]);
      },
    },
    series: [
      {
        type: 'bar',
        stack: 'interval',
        silent: true,
        color: 'transparent',
        barWidth: 22,
        data: phases.map(({ [measure]: found }) => found?.low ?? 0),
      },
      {
        type: 'bar',
        stack: 'interval',
        color: palette.groups[3] ?? palette.dimmed,
        barWidth: 22,
        itemStyle: { borderRadius: 4, opacity: 0.55 },
        data: phases.map(({ [measure]: found }) => (found?.high ?? 0) - (found?.low ?? 0)),
      },
      {
        type: 'line',
        color: palette.dimmed,
        symbol: 'emptyCircle',
        symbolSize: 6,
        lineStyle: { width: 1.5, type: 'dashed' },
        data: cohort === null ? [] : phases.map(({ phase }) => cohortMean(phase)),
      },
      {
        type: 'scatter',
        color: palette.accent,
        symbol: 'diamond',
        symbolSize: 9,
        z: 4,
        itemStyle: { borderColor: palette.surface, borderWidth: 1.5 },
        data: phases.map(({ [measure]: found }) => found?.mean ?? null),
      },
    ],
  };
}
