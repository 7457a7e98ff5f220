import type { ModelsView } from '../../../src/read/models-view.ts';
import { DataTable } from '../chart/DataTable.tsx';
import { formatDate, formatLabel } from '../format.ts';
import { Panel } from '../page/Panel.tsx';
import { formatEstimate, formatShare } from './estimate.ts';
import classes from './ModelsPage.module.css';

/** Every model, its quality at training, and the last decision about it. */
export function Registry({ view }: { view: ModelsView }) {
  return (
    <Panel
      title="Registry"
      note="The champion of each target is in use. A candidate replaces it only if it is more accurate and treats groups alike"
    >
      <DataTable
        caption="Models"
        columns={[
          'Model',
          'Status',
          'Learnt until',
          'AUC',
          'Calibration error',
          'Right alerts',
          'Last decision',
        ]}
        rows={view.models.map((model) => ({
          id: model.id,
          name: (
            <>
              {model.id}
              <br />
              <span className={classes.reason}>
                {formatLabel(model.target)}, {formatLabel(model.estimator ?? 'unreadable').toLowerCase()}
              </span>
            </>
          ),
          cells: [
            formatLabel(model.status) + (model.id === view.serving ? ', in service' : ''),
            model.learntUntil === null ? '–' : formatDate(model.learntUntil),
            formatEstimate(model.auc),
            formatEstimate(model.calibrationError),
            formatShare(model.alertPrecision),
            <LastDecision key="decision" model={model} />,
          ],
        }))}
      />
    </Panel>
  );
}

function LastDecision({ model }: { model: ModelsView['models'][number] }) {
  const [last] = model.decisions;
  if (last === undefined) return '–';
  return (
    <>
      {formatLabel(last.decision)} by {last.by}, {formatDate(last.at)}
      <br />
      <span className={classes.reason}>{last.reason}</span>
    </>
  );
}
