import { percent } from '../../domain/phrase.ts';
import type { AlertMetrics } from '../../model/judge/evaluation.ts';
import { groupNumbers } from '../../stats/bootstrap.ts';
import { meansWithIntervals } from '../../stats/mean-interval.ts';
import { estimateText, wholeText } from './figures.ts';
import { axis, INK, legend, nameAxis, paper } from './ink.ts';
import { intervalBars } from './interval-bars.ts';
import type { Chart } from './svg.ts';

/** When a presentation took place and what it was used for. */
export interface DataWindow {
  readonly name: string;
  readonly use: 'learnt' | 'judged';
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * A withdrawn enrolment that had raised an alert: its learner, and the whole days from the first alert to the
 * withdrawal.
 */
export interface LeadTime {
  readonly learnerId: string;
  readonly days: number;
}

const RESAMPLES = 200;
const DAYS_A_WEEK = 7;

/** How many weeks before the withdrawal the alert came: each week's share of the alerted withdrawals. */
export function leadTimeChart(leads: readonly LeadTime[], alerts: AlertMetrics, seed: number): Chart {
  const weeks = leads.map(({ days }) => Math.floor(days / DAYS_A_WEEK));
  const shares = meansWithIntervals(
    Array.from({ length: weeks.reduce((max, week) => Math.max(max, week + 1), 1) }, (_, week) =>
      Float64Array.from(weeks, (one) => (one === week ? 1 : 0)),
    ),
    groupNumbers(leads.map(({ learnerId }) => learnerId)),
    { resamples: RESAMPLES, seed },
  );
  return {
    heightPx: 340,
    description: `Weeks from the first alert to the withdrawal. Share of withdrawals alerted beforehand: ${estimateText(alerts.withdrawnFlagged)}, ${wholeText(leads.length)} in all; share of these alerted 14 days ahead or more: ${estimateText(alerts.shareFlagged14DaysAhead)}. Median ${estimateText(alerts.medianLeadDays, 0)} days ahead.`,
    option: {
      ...paper,
      legend,
      grid: { left: 70, right: 24, top: 34, bottom: 56 },
      xAxis: {
        ...axis('Whole weeks from the first alert to the withdrawal', 'below'),
        type: 'category',
        data: shares.map((_, week) => String(week)),
        splitLine: { show: false },
      },
      yAxis: {
        ...axis('Share of alerted withdrawals', 'left'),
        type: 'value',
        axisLabel: { ...axis('', 'left').axisLabel, formatter: percent },
      },
      series: [
        ...[
          { name: 'Less than 14 days ahead', isEarly: false, color: INK.lowToHigh[3] },
          { name: '14 days or more ahead', isEarly: true, color: INK.main },
        ].map(
          ({ name, isEarly, color }) =>
            ({
              type: 'bar',
              name,
              stack: 'weeks',
              data: shares.map(({ mean }, week) => (week >= 2 === isEarly ? mean : 0)),
              itemStyle: { color },
            }) as const,
        ),
        intervalBars(
          'y',
          shares.map(({ low, high }, at) => ({ at, low, high })),
        ),
      ],
    },
  };
}

/** On a calendar, the presentations that the model learnt from and those that judge it. */
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
