import { useCallback } from 'react';
import { Chart } from '../chart/Chart.tsx';
import { ChartPanel } from '../chart/ChartPanel.tsx';
import { DataTable } from '../chart/DataTable.tsx';
import { Legend } from '../chart/Legend.tsx';
import type { Palette } from '../chart/palette.ts';
import { formatCount, formatNumber } from '../format.ts';
import { formatInterval } from './interval.ts';
import { MEASURES, type Measure } from './measures.ts';
import { NothingMeasured } from './NothingMeasured.tsx';
import { type Phases, phaseLegend, phaseOption } from './phaseOption.ts';

interface ByPhaseProps {
  readonly phases: Phases;
  /** Phases of all learners, to compare one learner with; null if `phases` are of all learners. */
  readonly cohort: Phases | null;
  /** What the mean of all learners is called. */
  readonly cohortName: string;
  readonly measure: Measure;
}

/** One score in each phase of learning, in their order. */
export function ByPhase({ phases, cohort, cohortName, measure }: ByPhaseProps) {
  const draw = useCallback(
    (palette: Palette) => phaseOption(phases, cohort, measure, palette),
    [phases, cohort, measure],
  );
  const { label, note } = MEASURES[measure];
  return (
    <ChartPanel title={`${label} by phase`} note={note}>
      {(view) =>
        phases.every(({ [measure]: found }) => found === null) ? (
          <NothingMeasured />
        ) : view === 'table' ? (
          <DataTable
            caption={`${label} by phase`}
            columns={[
              'Phase',
              'Mean and 95% interval',
              'Responses',
              cohort === null ? 'Learners' : cohortName,
            ]}
            rows={phases.map(({ phase, responses, learners, [measure]: found }) => {
              const others = cohort?.find((candidate) => candidate.phase === phase)?.[measure];
              return {
                id: phase,
                name: phase,
                cells: [
                  found === null ? '–' : formatInterval(found),
                  formatCount(responses),
                  cohort === null ? formatCount(learners) : others ? formatNumber(others.mean) : '–',
                ],
              };
            })}
          />
        ) : (
          <>
            <Legend items={(palette) => phaseLegend(cohort !== null, cohortName, palette)} />
            <Chart
              draw={draw}
              heightPx={232}
              label={`${label} from 0 to 100 in each of ${phases.length} phases, with intervals. The table has the numbers.`}
            />
          </>
        )
      }
    </ChartPanel>
  );
}
