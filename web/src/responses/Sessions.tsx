import { useQuery } from '@tanstack/react-query';
import type { ResponseScope } from '../api.ts';
import { DataTable } from '../chart/DataTable.tsx';
import { formatCount, formatMoment, formatNumber } from '../format.ts';
import { Loaded } from '../page/Loaded.tsx';
import { Panel } from '../page/Panel.tsx';
import { RowsSkeleton } from '../page/RowsSkeleton.tsx';
import { responseSessionsQuery } from '../queries.ts';

const known = (value: number | null): string => (value === null ? '–' : formatNumber(value));

/** A learner's phases, session by session. */
export function Sessions({ scope }: { scope: ResponseScope }) {
  const query = useQuery(responseSessionsQuery(scope));
  return (
    <Panel title="Session by session" note="Newest first; the gap is the time to the next phase">
      <Loaded query={query} skeleton={<RowsSkeleton rows={3} />}>
        {({ phases, total }) => (
          <DataTable
            caption={
              total > phases.length
                ? `The latest ${formatCount(phases.length)} of ${formatCount(total)} phases`
                : 'Phases of all sessions'
            }
            columns={[
              'Start',
              'Phase',
              'Minutes',
              'Gap in minutes',
              'Responses',
              'Left out',
              'Accuracy',
              'Engagement',
              'Pronunciation',
            ]}
            rows={phases.map((row) => ({
              id: JSON.stringify([row.startedAt, row.sessionId, row.milestone, row.phase]),
              name: formatMoment(row.startedAt),
              cells: [
                row.milestone === null ? row.phase : `${row.phase} of ${row.milestone}`,
                formatNumber(row.durationMinutes),
                known(row.gapMinutes),
                formatCount(row.responses),
                formatCount(row.excluded),
                known(row.meanAccuracy),
                known(row.meanEngagement),
                row.pronunciation ?? '–',
              ],
            }))}
          />
        )}
      </Loaded>
    </Panel>
  );
}
