import { useCallback } from 'react';
import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import { Chart } from '../chart/Chart.tsx';
import { ChartPanel } from '../chart/ChartPanel.tsx';
import { DataTable } from '../chart/DataTable.tsx';
import { Legend } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { formatCount, formatDate, formatQuantity } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { activityLegend, activityOption } from './activityOption.ts';
import { byGroup, CONTENT_GROUPS } from './contentGroup.ts';

type Activity = EnrolmentView['activity'];

/** What the learner did, day by day. */
export function ActivityTimeline({ activity, status }: Pick<EnrolmentView, 'activity' | 'status'>) {
  const { presentation, day } = useViewed();
  const draw = useCallback(
    (palette: Palette) => activityOption(activity, presentation, day, palette),
    [activity, presentation, day],
  );
  const total = activity.reduce((sum, { interactions }) => sum + interactions, 0);
  const summary = `${formatQuantity(total, 'interaction')} on ${formatQuantity(activity.length, 'day')}`;
  return (
    <ChartPanel title="Activity" note={`${summary} so far`}>
      {(view) =>
        activity.length === 0 ? (
          <EmptyNotice title="No activity up to this day">
            {status === 'registered'
              ? 'The learner has not opened the course yet.'
              : 'The learner did not open the course.'}
          </EmptyNotice>
        ) : view === 'table' ? (
          <ActivityTable activity={activity} />
        ) : (
          <>
            <Legend items={(palette) => activityLegend(activity, palette)} />
            <Chart
              draw={draw}
              heightPx={200}
              label={`Bar chart by day, stacked by kind of content: ${summary}. The table has the numbers.`}
            />
          </>
        )
      }
    </ChartPanel>
  );
}

function ActivityTable({ activity }: { activity: Activity }) {
  return (
    <DataTable
      caption="Interactions by day and kind of content"
      maxHeightPx={220}
      columns={['Day', 'All', ...CONTENT_GROUPS]}
      rows={activity.toReversed().map(({ day, date, interactions, byType }) => {
        const groups = byGroup(byType);
        return {
          id: date,
          name: `${formatDate(date)}, day ${day}`,
          cells: [formatCount(interactions), ...CONTENT_GROUPS.map((group) => formatCount(groups[group]))],
        };
      })}
    />
  );
}
