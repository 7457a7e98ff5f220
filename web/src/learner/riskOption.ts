import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { axisStyle, FONT_FAMILY, GRID } from '../chart/axis.ts';
import type { ChartOption } from '../chart/EChart.tsx';
import type { LegendItem } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { tooltipContent, tooltipStyle } from '../chart/tooltip.ts';
import { formatPercent, formatShortDate } from '../format.ts';
import { dateOfDay, dayOfDate } from '../presentation/day.ts';
import { probabilityOn } from './riskHistory.ts';

const LEARNER = 'This learner';
const MEDIAN = 'Course median';
const NUDGE = 'Nudge sent';

type Enrolment = Pick<EnrolmentView, 'riskOverTime' | 'inbox' | 'assessments'>;

/** Where the nudges stand: `[day, risk then, title]`, on the line of the risk where it is known, else at its foot. */
export const nudgeMarks = (
  { riskOverTime, inbox }: Pick<Enrolment, 'riskOverTime' | 'inbox'>,
  presentation: PresentationView,
): [number, number, string][] =>
  inbox
    .filter(({ recipient }) => recipient === 'learner')
    .map(({ deliveredAt, title }) => [
      dayOfDate(presentation, deliveredAt),
      probabilityOn(riskOverTime, deliveredAt, 0) ?? 0,
      title,
    ]);

export const riskLegend = (palette: Palette): LegendItem[] => [
  { name: LEARNER, colour: palette.accent, mark: 'line' },
  { name: MEDIAN, colour: palette.dimmed, mark: 'dashed' },
  { name: NUDGE, colour: palette.text, mark: 'diamond' },
  { name: 'Assessment due', colour: palette.dimmed, mark: 'dotted' },
];

/** The risk week by week over the course's median, with the nudges sent and the days assessments are due. */
export function riskOption(
  enrolment: Enrolment,
  presentation: PresentationView,
  palette: Palette,
): ChartOption {
  const style = axisStyle(palette);
  const day = (value: unknown): number => Number((value as number[])[0]);
  const due = enrolment.assessments.flatMap(({ dueDay }) => (dueDay === null ? [] : [{ xAxis: dueDay }]));
  return {
    textStyle: { fontFamily: FONT_FAMILY },
    grid: GRID,
    xAxis: {
      ...style,
      type: 'value',
      min: Math.min(0, enrolment.riskOverTime[0]?.day ?? 0),
      max: presentation.lengthDays,
      interval: 28,
      splitLine: { show: false },
      axisLabel: {
        ...style.axisLabel,
        showMaxLabel: false,
        formatter: (value: number) => formatShortDate(dateOfDay(presentation, value)),
      },
    },
    yAxis: {
      ...style,
      type: 'value',
      min: 0,
      max: 1,
      interval: 0.25,
      axisLabel: { ...style.axisLabel, formatter: formatPercent },
    },
    tooltip: {
      ...tooltipStyle(palette),
      trigger: 'axis',
      axisPointer: { lineStyle: { color: palette.dimmed, type: 'dotted' } },
      formatter: (points) => {
        const list = Array.isArray(points) ? points : [points];
        return tooltipContent(
          formatShortDate(dateOfDay(presentation, day(list[0]?.value))),
          list.map(({ color, seriesName, value }) => ({
            colour: String(color),
            name: String(seriesName),
            value:
              seriesName === NUDGE
                ? String((value as unknown[])[2])
                : formatPercent((value as number[])[1] ?? 0),
          })),
        );
      },
    },
    series: [
      {
        type: 'line',
        name: LEARNER,
        color: palette.accent,
        data: enrolment.riskOverTime.map((point) => [point.day, point.probability]),
        symbol: 'circle',
        symbolSize: 5,
        z: 3,
        lineStyle: { width: 2.5 },
        markLine: {
          silent: true,
          symbol: 'none',
          data: due,
          lineStyle: { color: palette.dimmed, type: [2, 4], width: 1 },
          label: { show: false },
        },
      },
      {
        type: 'line',
        name: MEDIAN,
        color: palette.dimmed,
        data: enrolment.riskOverTime.map((point) => [point.day, point.courseMedian]),
        symbol: 'none',
        lineStyle: { width: 1.5, type: 'dashed' },
      },
      {
        type: 'scatter',
        name: NUDGE,
        color: palette.text,
        data: nudgeMarks(enrolment, presentation),
        symbol: 'diamond',
        symbolSize: 13,
        itemStyle: { borderColor: palette.surface, borderWidth: 1.5 },
        z: 4,
      },
    ],
  };
}
