import type { DriftView } from '../../../src/read/models-view.ts';
import { formatCount, formatPercent } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Panel } from '../page/Panel.tsx';
import { formatEstimate, formatShare } from './estimate.ts';
import { Facts } from './Facts.tsx';

/** What the model may be expected to show once it is known how the running presentations end. */
export function Expectation({ drift }: { drift: DriftView }) {
  const expected = drift.withoutLabels;
  return (
    <Panel
      title="Expected performance"
      note="In what runs now, before the endings are known, as far as the probabilities are true"
    >
      {expected === null ? (
        <EmptyNotice title="No presentation runs on this day" />
      ) : (
        <Facts
          facts={{
            'Ranking (AUC)': formatEstimate(expected.auc),
            'Brier score': formatEstimate(expected.brier),
            'Alerts that will be right': formatShare(expected.precision),
            'Of those who leave or fail, alerted': formatShare(expected.recall),
            'Will leave or fail': formatShare(expected.baseRate),
            'Will leave or fail, if only their share has changed': formatShare(expected.shiftedBaseRate),
            'Left or failed in training':
              expected.trainingBaseRate === null ? '–' : formatPercent(expected.trainingBaseRate),
            'Looked at': `${formatCount(drift.learners)} learners of ${drift.running.join(', ')}`,
          }}
        />
      )}
    </Panel>
  );
}
