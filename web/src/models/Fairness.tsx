import type { DriftView } from '../../../src/read/models-view.ts';
import { DataTable } from '../chart/DataTable.tsx';
import { formatCount, formatLabel } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Panel } from '../page/Panel.tsx';
import { formatGap, formatShare } from './estimate.ts';

/** Whether the model treats groups of learners alike. */
export function Fairness({ drift: { fairness } }: { drift: DriftView }) {
  return (
    <Panel
      title="Fairness"
      note="Each group is compared with all others, in percentage points. The intervals of the gaps hold for all groups at once; a group too small to judge has none. The groups are used for this audit only"
    >
      {fairness.length === 0 ? (
        <EmptyNotice title="No presentation with known groups of learners has ended yet" />
      ) : (
        <DataTable
          caption="Fairness by group"
          columns={[
            'Group',
            'Enrolments',
            'False alarms',
            'False alarms, gap',
            'Misses',
            'Misses, gap',
            'Risks too high by',
            'Risks, gap',
          ]}
          rows={fairness.map((group) => ({
            id: `${group.attribute} ${group.group}`,
            name: `${formatLabel(group.attribute)}: ${group.group}`,
            cells: [
              formatCount(group.enrolments),
              formatShare(group.falseAlarmRate),
              formatGap(group.gaps.falseAlarm),
              formatShare(group.missRate),
              formatGap(group.gaps.miss),
              formatGap(group.calibrationGap),
              formatGap(group.gaps.calibration),
            ],
          }))}
        />
      )}
    </Panel>
  );
}
