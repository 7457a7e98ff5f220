import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { axisStyle, FONT_FAMILY, GRID } from '../chart/axis.ts';
import type { ChartOption, MarkLine } from '../chart/EChart.tsx';
import type { LegendItem } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { axisTooltip, seriesLine, tooltipContent } from '../chart/tooltip.ts';
import { formatCount, formatDate, formatShortDate } from '../format.ts';
import { dateOfDay, LEAD_DAYS } from '../presentation/day.ts';
import { byGroup, CONTENT_GROUPS, type ContentGroup } from './contentGroup.ts';

type Activity = EnrolmentView['activity'];

/** Every day from four weeks before the start, or from the first activity if that was earlier, to the end. */
export function timelineDays(activity: Activity, lengthDays: number): number[] {
  const first = Math.min(-LEAD_DAYS, activity[0]?.day ?? 0);
  const last = Math.max(lengthDays, activity.at(-1)?.day ?? 0);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Groups the learner has used at all, in the order they are stacked. */
const usedGroups = (activity: Activity): ContentGroup[] =>
  CONTENT_GROUPS.filter((group) => activity.some(({ byType }) => byGroup(byType)[group] > 0));

const groupColour = (group: ContentGroup, palette: Palette): string =>
  palette.groups[CONTENT_GROUPS.indexOf(group)] ?? palette.dimmed;

export const activityLegend = (activity: Activity, palette: Palette): LegendItem[] =>
  usedGroups(activity).map((group) => ({ name: group, colour: groupColour(group, palette), mark: 'bar' }));

/** One bar a day, stacked by group of content, with the day shown as a line. */
export function activityOption(
  activity: Activity,
  presentation: PresentationView,
  dayShown: number,
  palette: Palette,
): ChartOption {
  const days = timelineDays(activity, presentation.lengthDays);
  const groupsOfDay = new Map(activity.map(({ day, byType }) => [day, byGroup(byType)]));
  const style = axisStyle(palette);
  return {
    textStyle: { fontFamily: FONT_FAMILY },
    grid: { ...GRID, right: 14, top: 26 },
    xAxis: {
      ...style,
      type: 'category',
      data: days.map((day) => dateOfDay(presentation, day)),
      axisLabel: {
        ...style.axisLabel,
        interval: (index: number) => (days[index] ?? 1) % 14 === 0,
        formatter: (date: string) => formatShortDate(date),
      },
    },
    yAxis: { ...style, type: 'value', minInterval: 1, splitNumber: 3 },
    tooltip: axisTooltip(palette, 'shadow', (points) => {
      const active = points.filter(({ value }) => Number(value) > 0);
      return tooltipContent(
        formatDate(dateOfDay(presentation, days[points[0]?.dataIndex ?? 0] ?? 0)),
        active.length === 0
          ? [{ name: 'No activity', value: '' }]
          : active.map((point) => seriesLine(point, formatCount(Number(point.value)))),
      );
    }),
    series: usedGroups(activity).map((group, index) => ({
      type: 'bar',
      name: group,
      stack: 'activity',
      color: groupColour(group, palette),
      barCategoryGap: '20%',
      data: days.map((day) => groupsOfDay.get(day)?.[group] ?? 0),
      ...(index === 0 && { markLine: dayShownLine(presentation, dayShown, palette) }),
    })),
  };
}

/** So near the end of the course the name of the line would be cut off if it stood over the line's middle. */
const NEAR_THE_END_DAYS = 7;

const dayShownLine = (presentation: PresentationView, dayShown: number, palette: Palette): MarkLine => ({
  silent: true,
  symbol: 'none',
  data: [{ xAxis: dateOfDay(presentation, dayShown) }],
  lineStyle: { color: palette.accent, type: 'solid', width: 1 },
  label: {
    show: true,
    formatter: 'day shown',
    color: palette.dimmed,
    fontSize: 11,
    position: 'end',
    distance: 9,
    align: dayShown > presentation.lengthDays - NEAR_THE_END_DAYS ? 'right' : 'center',
  },
});
