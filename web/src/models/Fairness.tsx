import type { DriftView } from '../../../src/api/models.ts';
import { DataTable } from '../chart/DataTable.tsx';
import { formatCount, formatLabel } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Panel } from '../page/Panel.tsx';
import { formatGap, formatShare } from './estimate.ts';

/** Whether groups of learners are treated alike. */
export function Fairness({ drift: { fairness } }: { drift: DriftView }) {
  return (
    <Panel
      title="Fairness"
      note="False alarms, misses and calibration by group; the groups serve this audit and nothing else"
    >
      {fairness.length === 0 ? (
        <EmptyNotice title="No presentation is over yet whose learners' groups are known" />
      ) : (
        <DataTable
          caption="Fairness by group"
          columns={[
            'Group',
            'Enrolments',
            'False alarms',
            'Against others, in points',
            'Misses',
            'Against others',
            'Risks too high by, in points',
            'Against all others',
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
