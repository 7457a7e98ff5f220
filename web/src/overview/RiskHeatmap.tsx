import { SegmentedControl, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { Heatmap } from '../../../src/read/heatmap-view.ts';
import { Chart } from '../chart/Chart.tsx';
import { ChartPanel } from '../chart/ChartPanel.tsx';
import { DataTable } from '../chart/DataTable.tsx';
import type { ChartSelection } from '../chart/EChart.tsx';
import type { Palette } from '../chart/palette.ts';
import { formatPercent, shortId } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Loaded } from '../page/Loaded.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { heatmapQuery } from '../queries.ts';
import { whyNobody } from '../risk/phase.ts';
import { HeatScale } from './HeatScale.tsx';
import { heatmapHeightPx, heatmapOption } from './heatmapOption.ts';
import classes from './RiskHeatmap.module.css';

const MOST_ROWS = 40;

const ROWS: { value: Heatmap['rows']; label: string }[] = [
  { value: 'cohorts', label: 'Tenths' },
  { value: 'learners', label: 'Learners' },
];

/** Risk week by week, of tenths of the course or of the learners whose risk rose most. */
export function RiskHeatmap() {
  const { presentation, asOf } = useViewed();
  const [rows, setRows] = useState<Heatmap['rows']>('cohorts');
  const query = useQuery(heatmapQuery(presentation.id, asOf, rows, MOST_ROWS));
  return (
    <ChartPanel
      title="Risk by week"
      note={
        rows === 'cohorts'
          ? 'Mean risk of each tenth of the course'
          : `The ${MOST_ROWS} learners whose risk rose most in four weeks`
      }
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Rows of the heatmap"
          data={ROWS}
          value={rows}
          onChange={(value) => setRows(value)}
        />
      }
    >
      {(view) => (
        <Loaded query={query} skeleton={<Skeleton h={250} />}>
          {(heatmap) =>
            heatmap.series.length === 0 || heatmap.weeks.length === 0 ? (
              <EmptyNotice title="No risk on this day">
                {whyNobody(heatmap.risks, presentation) ?? 'No learner is registered on this day.'}
              </EmptyNotice>
            ) : view === 'table' ? (
              <HeatmapTable heatmap={heatmap} />
            ) : (
              <HeatmapChart heatmap={heatmap} />
            )
          }
        </Loaded>
      )}
    </ChartPanel>
  );
}

function HeatmapChart({ heatmap }: { heatmap: Heatmap }) {
  const { presentation } = useViewed();
  const navigate = useNavigate();
  const { lengthDays } = presentation;
  const narrow = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const draw = useCallback(
    (palette: Palette) => heatmapOption(heatmap, lengthDays, narrow, palette),
    [heatmap, lengthDays, narrow],
  );
  const openLearner = ({ value }: ChartSelection) => {
    const learner = Array.isArray(value) ? heatmap.series[value[1]] : undefined;
    if (!learner) return;
    void navigate({
      to: '/p/$presentationId/learners/$learnerId',
      params: { presentationId: presentation.id, learnerId: learner.id },
    });
  };
  const who = heatmap.rows === 'cohorts' ? 'tenths' : 'learners';
  return (
    <>
      <section
        className={classes.scroll}
        data-rows={heatmap.rows}
        aria-label="Heatmap"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        <Chart
          draw={draw}
          heightPx={heatmapHeightPx(heatmap)}
          label={`Heatmap of the risk of ${heatmap.series.length} ${who} over ${heatmap.weeks.length} weeks. The table has the numbers.`}
          {...(heatmap.rows === 'learners' && { onSelect: openLearner })}
        />
      </section>
      <HeatScale />
    </>
  );
}

function HeatmapTable({ heatmap }: { heatmap: Heatmap }) {
  const { presentation } = useViewed();
  return (
    <DataTable
      caption={`Risk of ${heatmap.rows === 'cohorts' ? 'tenths' : 'learners'} by week`}
      columns={[
        heatmap.rows === 'cohorts' ? 'Tenth' : 'Learner',
        ...heatmap.weeks.map(({ week }) => `Week ${week}`),
      ]}
      rows={heatmap.series.map(({ id, label, probabilities }) => ({
        id,
        name:
          heatmap.rows === 'learners' ? (
            <Link
              to="/p/$presentationId/learners/$learnerId"
              params={{ presentationId: presentation.id, learnerId: id }}
            >
              {shortId(label)}
            </Link>
          ) : (
            label
          ),
        cells: probabilities.map((probability) => (probability === null ? '–' : formatPercent(probability))),
      }))}
    />
  );
}
