import type { DriftView } from '../../../src/read/models-view.ts';
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
  calendar: 'Calendar',
};

/** How far risks and indicators have moved from the training data. */
export function IndicatorDrift({ drift: { population, running, notes } }: { drift: DriftView }) {
  return (
    <Panel
      title="Drift"
      note="Risks and indicators of running presentations, compared with training data from the same stage of the course. A stability index of 0 means that nothing has moved; courses always differ, and only more than that counts. The calendar is left out"
    >
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {population === null ? (
        <EmptyNotice
          title={
            running.length === 0
              ? 'No presentation is running on this day'
              : 'This model file does not describe its training data'
          }
        />
      ) : (
        <DataTable
          caption="Drift by indicator"
          columns={[
            'Indicator',
            'State',
            'Weight in the risks',
            'Stability index',
            'By chance',
            'Between courses',
            'Distance',
            'Unknown in training',
            'Unknown now',
          ]}
          rows={[
            { id: 'risk', name: 'Risk', cells: cellsOf(population.probabilities, null) },
            ...population.indicators.map((one) => ({
              id: one.indicator,
              name: nameOf(one.indicator),
              cells: cellsOf(one, one.use),
            })),
          ]}
        />
      )}
    </Panel>
  );
}

/** A percentile within the course is the indicator's name with `_pct` behind it. */
const nameOf = (indicator: string): string =>
  indicator.endsWith('_pct')
    ? `${formatLabel(indicator.slice(0, -'_pct'.length))}, percentile`
    : formatLabel(indicator);

const cellsOf = ({ level, psi, psiByChance, psiOfCourses, distance, missing }: Drift, use: number | null) => [
  <span key="level" className={classes.level} data-level={level}>
    {LEVELS[level]}
  </span>,
  use === null ? '–' : formatPercent(use),
  formatEstimate(psi),
  psiByChance.toFixed(3),
  psiOfCourses.toFixed(3),
  formatEstimate(distance),
  formatPercent(missing.expected),
  formatPercent(missing.found),
];
