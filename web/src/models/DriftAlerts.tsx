import type { DataQualityView } from '../../../src/read/data-quality-view.ts';
import type { DriftView } from '../../../src/read/models-view.ts';
import { formatCount, formatDate, formatShortDate } from '../format.ts';
import { Panel } from '../page/Panel.tsx';
import { silentDaysOf } from './DataQuality.tsx';
import classes from './ModelsPage.module.css';

interface Props {
  readonly drift: DriftView;
  /** Unknown at first. */
  readonly quality: DataQualityView | undefined;
}

/** All that somebody should look at: the model's alerts and those about its data. */
export function DriftAlerts({ drift, quality }: Props) {
  const alerts = [...drift.alerts, ...(quality === undefined ? [] : silentDaysOf(quality).map(silenceText))];
  return (
    <Panel title="Alerts" note={`Checked on ${formatDate(drift.asOf)}`}>
      {alerts.length === 0 ? (
        <p className={classes.fine}>Nothing needs a look.</p>
      ) : (
        alerts.map((alert) => (
          <p key={alert} className={classes.alert}>
            {alert}
          </p>
        ))
      )}
    </Panel>
  );
}

const silenceText = ({ source, date, events, usual }: ReturnType<typeof silentDaysOf>[number]): string =>
  `Source ${source} sent less than usual on ${formatShortDate(date)}: ${formatCount(events)} events instead of about ${formatCount(usual)}.`;
