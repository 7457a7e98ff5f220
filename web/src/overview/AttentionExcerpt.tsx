import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { AttentionList } from '../attention/AttentionList.tsx';
import { toQuery } from '../attention/filter.ts';
import { formatCount } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Loaded } from '../page/Loaded.tsx';
import { Panel } from '../page/Panel.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { attentionQuery } from '../queries.ts';

const SHOWN = 7;

/** The first few of who needs attention, with the way to all of them. */
export function AttentionExcerpt() {
  const { presentation, asOf } = useViewed();
  const query = useQuery(attentionQuery(presentation.id, asOf, { ...toQuery({}), limit: SHOWN }));
  const total = query.data?.total ?? 0;
  return (
    <Panel
      title="Who needs attention"
      note="The learners most at risk, why, and what to do"
      actions={
        total > SHOWN && (
          <Link to="/p/$presentationId/attention" params={{ presentationId: presentation.id }}>
            See all {formatCount(total)}
          </Link>
        )
      }
    >
      <Loaded query={query} skeleton={<Skeleton h={560} />}>
        {({ enrolments }) =>
          enrolments.length === 0 ? (
            <EmptyNotice title="Nobody needs attention on this day">
              No registered learner is at medium or high risk.
            </EmptyNotice>
          ) : (
            <AttentionList enrolments={enrolments} />
          )
        }
      </Loaded>
    </Panel>
  );
}
