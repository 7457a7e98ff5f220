import { useCallback } from 'react';
import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import { Chart } from '../chart/Chart.tsx';
import { ChartPanel } from '../chart/ChartPanel.tsx';
import { DataTable } from '../chart/DataTable.tsx';
import { Legend } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { formatDate, formatPercent } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { riskLegend, riskOption } from './riskOption.ts';

/** The risk week by week against the course's median. */
export function RiskOverTime({ enrolment }: { enrolment: EnrolmentView }) {
  const { presentation } = useViewed();
  const draw = useCallback(
    (palette: Palette) => riskOption(enrolment, presentation, palette),
    [enrolment, presentation],
  );
  return (
    <ChartPanel title="Risk over time" note="Updated every week">
      {(view) =>
        enrolment.riskOverTime.length === 0 ? (
          <EmptyNotice title="No risk known by this day">
            The first week's risk appears here once it is known.
          </EmptyNotice>
        ) : view === 'table' ? (
          <RiskTable enrolment={enrolment} />
        ) : (
          <>
            <Legend items={riskLegend} />
            <Chart
              draw={draw}
              heightPx={318}
              label="Line chart by week: the learner's risk and the course's median, with marks where nudges were sent and assessments are due. The table has the numbers."
            />
          </>
        )
      }
    </ChartPanel>
  );
}

function RiskTable({ enrolment }: { enrolment: EnrolmentView }) {
  return (
    <DataTable
      caption="Risk by week"
      maxHeightPx={330}
      columns={['Day', 'This learner', 'Course median']}
      rows={enrolment.riskOverTime.map(({ asOf, day, probability, courseMedian }) => ({
        id: asOf,
        name: `${formatDate(asOf)}, day ${day}`,
        cells: [formatPercent(probability), formatPercent(courseMedian)],
      }))}
    />
  );
}
