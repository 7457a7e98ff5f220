import type { DriftView } from '../../../src/read/models-view.ts';
import { formatCount, formatPercent } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Panel } from '../page/Panel.tsx';
import { formatEstimate, formatShare } from './estimate.ts';
import { Facts } from './Facts.tsx';

/** How well the model will probably have done once the running presentations have ended. */
export function Expectation({ drift }: { drift: DriftView }) {
  const expected = drift.withoutLabels;
  return (
    <Panel
      title="Expected performance"
      note="For presentations that are running, whose endings are not known yet. It assumes that the risks are well calibrated"
    >
      {expected === null ? (
        <EmptyNotice title="No presentation is running on this day" />
      ) : (
        <Facts
          facts={{
            'Ranking (AUC)': formatEstimate(expected.auc),
            'Brier score': formatEstimate(expected.brier),
            'Alerts that will be right': formatShare(expected.precision),
            'With an alert, of learners who will leave or fail': formatShare(expected.recall),
            'Learners who will leave or fail': formatShare(expected.baseRate),
            'Expected share, corrected for a changed intake': formatShare(expected.shiftedBaseRate),
            'Learners who left or failed in training':
              expected.trainingBaseRate === null ? '–' : formatPercent(expected.trainingBaseRate),
            'Based on': `${formatCount(drift.learners)} learners of ${drift.running.join(', ')}`,
          }}
        />
      )}
    </Panel>
  );
}
