import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ResponseScope } from '../api.ts';
import { Chart } from '../chart/Chart.tsx';
import { ChartPanel } from '../chart/ChartPanel.tsx';
import { DataTable } from '../chart/DataTable.tsx';
import { Legend } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { formatCount, formatDate } from '../format.ts';
import { Loaded } from '../page/Loaded.tsx';
import { responseTrendQuery } from '../queries.ts';
import { formatInterval } from './interval.ts';
import { MEASURES, type Measure } from './measures.ts';
import { NothingMeasured } from './NothingMeasured.tsx';
import { type Weeks, weekLegend, weekOption } from './weekOption.ts';

/** One score over time. */
export function ByWeek({ scope, measure }: { scope: ResponseScope; measure: Measure }) {
  const query = useQuery(responseTrendQuery(scope));
  const { label } = MEASURES[measure];
  return (
    <ChartPanel
      title={`${label} by week`}
      note="Weeks begin on Monday; a week without responses shows as a gap"
    >
      {(view) => (
        <Loaded query={query} skeleton={<Skeleton h={240} />}>
          {({ weeks }) =>
            weeks.every(({ [measure]: found }) => found === null) ? (
              <NothingMeasured />
            ) : view === 'table' ? (
              <DataTable
                caption={`${label} by week`}
                columns={['Week of', 'Mean and 95% interval', 'Responses', 'Learners']}
                rows={weeks.map(({ weekStart, responses, learners, [measure]: found }) => ({
                  id: weekStart,
                  name: formatDate(weekStart),
                  cells: [
                    found === null ? '–' : formatInterval(found),
                    formatCount(responses),
                    formatCount(learners),
                  ],
                }))}
              />
            ) : (
              <WeekChart weeks={weeks} measure={measure} />
            )
          }
        </Loaded>
      )}
    </ChartPanel>
  );
}

function WeekChart({ weeks, measure }: { weeks: Weeks; measure: Measure }) {
  const draw = useCallback((palette: Palette) => weekOption(weeks, measure, palette), [weeks, measure]);
  return (
    <>
      <Legend items={weekLegend} />
      <Chart
        draw={draw}
        heightPx={232}
        label={`${MEASURES[measure].label} from 0 to 100 by week, with intervals. The table has the numbers.`}
      />
    </>
  );
}
