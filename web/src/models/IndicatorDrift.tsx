import type { DriftView } from '../../../src/api/models.ts';
import { DataTable } from '../chart/DataTable.tsx';
import { formatLabel, formatPercent } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Panel } from '../page/Panel.tsx';
import { formatEstimate } from './estimate.ts';
import classes from './ModelsPage.module.css';

type Drift = NonNullable<DriftView['population']>['probabilities'];

const LEVELS: Readonly<Record<Drift['level'], string>> = {
  alert: 'Alert',
  watch: 'Worth a look',
  stable: 'As usual',
};

/** How far risks and indicators have moved from those the model has learnt from. */
export function IndicatorDrift({ drift: { population, running } }: { drift: DriftView }) {
  return (
    <Panel
      title="Drift"
      note="Risks and indicators of what runs now, against training at the same stage of the course"
    >
      {population === null ? (
        <EmptyNotice
          title={
            running.length === 0
              ? 'No presentation runs on this day'
              : 'This model file does not say what its training looked like'
          }
        />
      ) : (
        <DataTable
          caption="Drift by indicator"
          columns={['Indicator', 'State', 'Stability index', 'By chance', 'Distance', 'Unknown then', 'now']}
          rows={[
            { id: 'risk', name: 'Risk', cells: cellsOf(population.probabilities) },
            ...population.indicators.map((one) => ({
              id: one.indicator,
              name: formatLabel(one.indicator),
              cells: cellsOf(one),
            })),
          ]}
        />
      )}
    </Panel>
  );
}

const cellsOf = ({ level, psi, psiByChance, distance, missing }: Drift) => [
  <span key="level" className={classes.level} data-level={level}>
    {LEVELS[level]}
  </span>,
  formatEstimate(psi),
  psiByChance.toFixed(3),
  formatEstimate(distance),
  formatPercent(missing.expected),
  formatPercent(missing.found),
];
