import { percent } from '../../domain/phrase.ts';
import type { Estimate } from '../../model/judge/evaluation.ts';
import type { GroupFairness } from '../../model/registry/fairness.ts';
import { axis, INK, nameAxis, paper } from './ink.ts';
import { intervalBars } from './interval-bars.ts';
import type { Chart } from './svg.ts';

const ROW_PX = 24;
const PANELS = [
  { title: 'False alarms', of: (group: GroupFairness) => group.falseAlarmRate },
  { title: 'Misses', of: (group: GroupFairness) => group.missRate },
  { title: 'Calibration gap', of: (group: GroupFairness) => group.calibrationGap },
] as const;
const FIRST_PANEL_PX = 150;
const PANEL_PX = 190;
const GAP_PX = 18;

/** The three fairness figures side by side, by group. */
export const fairnessChart = (
  groups: readonly GroupFairness[],
  nameOf: (group: GroupFairness) => string,
): Chart => ({
  heightPx: 80 + ROW_PX * groups.length,
  description: groups
    .map(
      (group) =>
        `${nameOf(group)}: ${PANELS.map(({ title, of }) => `${title.toLowerCase()} ${shareText(of(group))}`).join(', ')}.`,
    )
    .join(' '),
  option: {
    ...paper,
    grid: PANELS.map((_, nth) => ({
      left: FIRST_PANEL_PX + nth * PANEL_PX,
      width: PANEL_PX - GAP_PX,
      top: 10,
      bottom: 56,
    })),
    xAxis: PANELS.map(({ title }, nth) => shareAxisBelow(title, nth)),
    yAxis: PANELS.map((_, nth) => ({
      ...nameAxis(groups.map(nameOf)),
      gridIndex: nth,
      axisLine: { show: true, onZero: false, lineStyle: { color: INK.axis } },
      ...(nth > 0 && { axisLabel: { show: false } }),
    })),
    series: PANELS.flatMap(({ of }, nth) => panelSeries(groups.map(of), nth)),
  },
});

const shareAxisBelow = (title: string, panel: number) => ({
  ...axis(title, 'below'),
  type: 'value' as const,
  gridIndex: panel,
  scale: true,
  splitNumber: 3,
  axisLabel: {
    color: INK.quiet,
    fontSize: 12,
    hideOverlap: true,
    alignMinLabel: 'left' as const,
    alignMaxLabel: 'right' as const,
    formatter: percent,
  },
});

/** The intervals of a panel and, above them, its points: one a group. */
const panelSeries = (estimates: readonly Estimate[], panel: number) => [
  {
    ...intervalBars(
      'x',
      estimates.flatMap(({ low, high }, at) => (low === null || high === null ? [] : [{ at, low, high }])),
    ),
    xAxisIndex: panel,
    yAxisIndex: panel,
  },
  {
    type: 'scatter' as const,
    xAxisIndex: panel,
    yAxisIndex: panel,
    data: estimates.flatMap(({ value }, at) => (value === null ? [] : [[value, at]])),
    symbolSize: 8,
    itemStyle: { color: INK.main, opacity: 1 },
    z: 4,
  },
];

const shareText = ({ value, low, high }: Estimate): string => {
  if (value === null) return 'unknown';
  return low === null || high === null
    ? percent(value)
    : `${percent(value)} (${percent(low)} to ${percent(high)})`;
};
