import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { axisStyle, FONT_FAMILY, GRID } from '../chart/axis.ts';
import type { ChartOption, LineSeriesOption, ScatterSeriesOption, XAxis, YAxis } from '../chart/EChart.tsx';
import type { LegendItem } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { axisTooltip, seriesLine, tooltipContent } from '../chart/tooltip.ts';
import { formatPercent, formatShortDate } from '../format.ts';
import { dateOfDay, dayOfDate } from '../presentation/day.ts';
import { probabilityOn } from './riskHistory.ts';

const LEARNER = 'This learner';
const MEDIAN = 'Course median';
const NUDGE = 'Nudge sent';

type Enrolment = Pick<EnrolmentView, 'riskOverTime' | 'inbox' | 'assessments'>;

/** Where the nudges stand: `[day, risk then, title]`; at the foot of the chart if the risk is not known. */
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
  return {
    textStyle: { fontFamily: FONT_FAMILY },
    grid: GRID,
    xAxis: courseAxis(enrolment, presentation, palette),
    yAxis: shareAxis(palette),
    tooltip: axisTooltip(palette, 'line', (points) =>
      tooltipContent(
        formatShortDate(dateOfDay(presentation, Number(pairIn(points[0]?.value)[0]))),
        points.map((point) => seriesLine(point, pointText(point))),
      ),
    ),
    series: [
      learnerLine(enrolment, palette),
      medianLine(enrolment, palette),
      nudgeDiamonds(enrolment, presentation, palette),
    ],
  };
}

/** Days of the presentation, from its start or from the first risk if that was earlier, labelled every four weeks. */
function courseAxis({ riskOverTime }: Enrolment, presentation: PresentationView, palette: Palette): XAxis {
  const style = axisStyle(palette);
  return {
    ...style,
    type: 'value',
    min: Math.min(0, riskOverTime[0]?.day ?? 0),
    max: presentation.lengthDays,
    interval: 28,
    splitLine: { show: false },
    axisLabel: {
      ...style.axisLabel,
      showMaxLabel: false,
      formatter: (value: number) => formatShortDate(dateOfDay(presentation, value)),
    },
  };
}

function shareAxis(palette: Palette): YAxis {
  const style = axisStyle(palette);
  return {
    ...style,
    type: 'value',
    min: 0,
    max: 1,
    interval: 0.25,
    axisLabel: { ...style.axisLabel, formatter: formatPercent },
  };
}

const pairIn = (value: unknown) => value as readonly unknown[];

/** A nudge's title, or the risk. */
const pointText = ({ seriesName, value }: { seriesName?: string; value: unknown }): string =>
  seriesName === NUDGE ? String(pairIn(value)[2]) : formatPercent(Number(pairIn(value)[1] ?? 0));

function learnerLine({ riskOverTime, assessments }: Enrolment, palette: Palette): LineSeriesOption {
  const due = assessments.flatMap(({ dueDay }) => (dueDay === null ? [] : [{ xAxis: dueDay }]));
  return {
    type: 'line',
    name: LEARNER,
    color: palette.accent,
    data: riskOverTime.map(({ day, probability }) => [day, probability]),
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
  };
}

const medianLine = ({ riskOverTime }: Enrolment, palette: Palette): LineSeriesOption => ({
  type: 'line',
  name: MEDIAN,
  color: palette.dimmed,
  data: riskOverTime.map(({ day, courseMedian }) => [day, courseMedian]),
  symbol: 'none',
  lineStyle: { width: 1.5, type: 'dashed' },
});

const nudgeDiamonds = (
  enrolment: Enrolment,
  presentation: PresentationView,
  palette: Palette,
): ScatterSeriesOption => ({
  type: 'scatter',
  name: NUDGE,
  color: palette.text,
  data: nudgeMarks(enrolment, presentation),
  symbol: 'diamond',
  symbolSize: 13,
  itemStyle: { borderColor: palette.surface, borderWidth: 1.5 },
  z: 4,
});
