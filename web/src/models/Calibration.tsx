import type { DriftView } from '../../../src/read/models-view.ts';
import { formatCount } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Panel } from '../page/Panel.tsx';
import { formatEstimate, formatGap } from './estimate.ts';
import { Facts } from './Facts.tsx';

/** Whether the probabilities came true, in presentations whose endings are known. */
export function Calibration({ drift: { calibration, ended } }: { drift: DriftView }) {
  return (
    <Panel
      title="Did the risks come true?"
      note="Measured on the latest presentations that the model has not learnt from"
    >
      {calibration === null ? (
        <EmptyNotice title="No such presentation has ended yet" />
      ) : (
        <Facts
          facts={{
            'Calibration error': formatEstimate(calibration.error),
            'By chance alone': calibration.errorByChance.toFixed(3),
            'Slope (1 is right; below 1, risks are too extreme)': formatEstimate(calibration.slope),
            'Risks too high by (points)': formatGap(calibration.excess),
            'Based on': `${formatCount(calibration.enrolments)} enrolments of ${ended.join(', ')}`,
          }}
        />
      )}
    </Panel>
  );
}
