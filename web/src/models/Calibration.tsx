import type { DriftView } from '../../../src/read/models-view.ts';
import { formatCount } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Panel } from '../page/Panel.tsx';
import { formatEstimate, formatGap } from './estimate.ts';
import { Facts } from './Facts.tsx';

/** Whether probabilities came true where the endings are known. */
export function Calibration({ drift: { calibration, ended } }: { drift: DriftView }) {
  return (
    <Panel
      title="Did the risks come true?"
      note="On the latest presentations that the model has not learnt from"
    >
      {calibration === null ? (
        <EmptyNotice title="No such presentation is over yet" />
      ) : (
        <Facts
          facts={{
            'Calibration error': formatEstimate(calibration.error),
            'By chance alone': calibration.errorByChance.toFixed(3),
            'Slope (1 is true, below it too extreme)': formatEstimate(calibration.slope),
            'Risks too high by, in points': formatGap(calibration.excess),
            'Looked at': `${formatCount(calibration.enrolments)} enrolments of ${ended.join(', ')}`,
          }}
        />
      )}
    </Panel>
  );
}
