import { rounding } from '../../features/phrase.ts';
import { median } from '../../stats/quantile.ts';
import { wholeText } from './figures.ts';
import { axis, INK, legend, nameAxis, paper } from './ink.ts';
import type { Chart } from './svg.ts';

/** A presentation in time and what it was for. */
export interface DataWindow {
  readonly name: string;
  readonly use: 'learnt' | 'judged';
  readonly fromMs: number;
  readonly toMs: number;
}

/** How long before their withdrawal learners were alerted, in weeks. */
export function leadTimeChart(leadDays: readonly number[], withdrawn: number): Chart {
  const weeks = leadDays.map((days) => Math.floor(days / 7));
  const counts = Array.from(
    { length: weeks.reduce((max, week) => Math.max(max, week + 1), 1) },
    (_, week) => weeks.filter((one) => one === week).length,
  );
  return {
    heightPx: 340,
    description: `Weeks from the first alert to the withdrawal. ${wholeText(leadDays.length)} of ${wholeText(withdrawn)} withdrawals were alerted before; median ${rounding(median(leadDays) ?? 0)} days ahead.`,
    option: {
      ...paper,
      legend,
      grid: { left: 70, right: 24, top: 34, bottom: 56 },
      xAxis: {
        ...axis('Whole weeks from the first alert to the withdrawal', 'below'),
        type: 'category',
        data: counts.map((_, week) => String(week)),
        splitLine: { show: false },
      },
      yAxis: { ...axis('Withdrawals', 'left'), type: 'value', minInterval: 1 },
      series: [
        { name: 'Less than 14 days ahead', isEarly: false, color: INK.lowToHigh[3] },
        { name: '14 days or more ahead', isEarly: true, color: INK.main },
      ].map(({ name, isEarly, color }) => ({
        type: 'bar',
        name,
        stack: 'weeks',
        data: counts.map((count, week) => (week >= 2 === isEarly ? count : 0)),
        itemStyle: { color },
      })),
    },
  };
}

/** Which presentations were learnt from and which judge, along the calendar. */
export function dataWindowChart(windows: readonly DataWindow[]): Chart {
  const names = windows.map(({ name }) => name);
  const uses = [
    { use: 'learnt', name: 'Learnt from', color: INK.main },
    { use: 'judged', name: 'Judged on', color: INK.second },
  ] as const;
  return {
    heightPx: 90 + 22 * windows.length,
    description: uses
      .map(({ use, name }) => {
        const ofUse = windows.filter((one) => one.use === use).map((one) => one.name);
        return `${name}: ${ofUse.join(', ') || 'none'}.`;
      })
      .join(' '),
    option: {
      ...paper,
      useUTC: true,
      legend,
      grid: { left: 110, right: 24, top: 34, bottom: 40 },
      xAxis: { ...axis('', 'below'), type: 'time' },
      yAxis: nameAxis(names),
      series: uses.flatMap(({ use, name, color }) =>
        windows
          .filter((one) => one.use === use)
          .map((window) => ({
            type: 'line' as const,
            name,
            data: [
              [window.fromMs, window.name],
              [window.toMs, window.name],
            ],
            symbol: 'none',
            lineStyle: { width: 10, color, cap: 'butt' as const },
            itemStyle: { color },
          })),
      ),
    },
  };
}
