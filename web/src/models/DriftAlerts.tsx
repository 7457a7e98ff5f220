import type { DriftView } from '../../../src/read/models-view.ts';
import { formatDate } from '../format.ts';
import { Panel } from '../page/Panel.tsx';
import classes from './ModelsPage.module.css';

/** Changes that somebody should look at. */
export function DriftAlerts({ drift }: { drift: DriftView }) {
  return (
    <Panel title="Alerts" note={`Checked on ${formatDate(drift.asOf)}`}>
      {drift.alerts.length === 0 ? (
        <p className={classes.fine}>Nothing needs a look.</p>
      ) : (
        drift.alerts.map((alert) => (
          <p key={alert} className={classes.alert}>
            {alert}
          </p>
        ))
      )}
    </Panel>
  );
}
