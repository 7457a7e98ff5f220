import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Trends as TrendsView } from '../../../src/read/trends-view.ts';
import { Chart } from '../chart/Chart.tsx';
import { ChartPanel } from '../chart/ChartPanel.tsx';
import { DataTable } from '../chart/DataTable.tsx';
import { Legend } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Loaded } from '../page/Loaded.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { trendsQuery } from '../queries.ts';
import {
  currentFirst,
  lastWeek,
  MEASURES,
  type Measure,
  trendsLegend,
  trendsOption,
} from './trendsOption.ts';

const CHOICES = (Object.keys(MEASURES) as Measure[]).map((value) => ({
  value,
  label: MEASURES[value].label,
}));

interface TrendsProps {
  readonly trends: TrendsView;
  readonly measure: Measure;
}

/** Engagement against the earlier presentations of the same course, week by week. */
export function Trends() {
  const { presentation, asOf } = useViewed();
  const [measure, setMeasure] = useState<Measure>('activeShare');
  const query = useQuery(trendsQuery(presentation.id, asOf));
  return (
    <ChartPanel
      title="Engagement by week"
      note={MEASURES[measure].note}
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Measure of engagement"
          data={CHOICES}
          value={measure}
          onChange={(value) => setMeasure(value)}
        />
      }
    >
      {(view) => (
        <Loaded query={query} skeleton={<Skeleton h={240} />}>
          {(trends) =>
            lastWeek(trends) === 0 ? (
              <EmptyNotice title="No week is complete yet">
                The first week's engagement appears here on day 7.
              </EmptyNotice>
            ) : view === 'table' ? (
              <TrendsTable trends={trends} measure={measure} />
            ) : (
              <TrendsChart trends={trends} measure={measure} />
            )
          }
        </Loaded>
      )}
    </ChartPanel>
  );
}

function TrendsChart({ trends, measure }: TrendsProps) {
  const { lengthDays } = useViewed().presentation;
  const draw = useCallback(
    (palette: Palette) => trendsOption(trends, measure, lengthDays, palette),
    [trends, measure, lengthDays],
  );
  return (
    <>
      <Legend items={(palette) => trendsLegend(trends, palette)} />
      <Chart
        draw={draw}
        heightPx={232}
        label={`Line chart by week: ${MEASURES[measure].note}, for ${currentFirst(trends)
          .map(({ presentationId }) => presentationId)
          .join(', ')}. The table has the numbers.`}
      />
    </>
  );
}

function TrendsTable({ trends, measure }: TrendsProps) {
  const { of, format, note } = MEASURES[measure];
  const shown = currentFirst(trends);
  return (
    <DataTable
      caption={note}
      maxHeightPx={240}
      columns={['Week', ...shown.map(({ presentationId }) => presentationId)]}
      rows={Array.from({ length: lastWeek(trends) }, (_, index) => index + 1).map((week) => ({
        id: String(week),
        name: String(week),
        cells: shown.map(({ weeks }) => {
          const known = weeks.find((candidate) => candidate.week === week);
          return known ? format(of(known)) : '–';
        }),
      }))}
    />
  );
}
