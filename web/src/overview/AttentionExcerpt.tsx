import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AttentionSort } from '../../../src/read/attention-order.ts';
import { AttentionList } from '../attention/AttentionList.tsx';
import { toQuery } from '../attention/filter.ts';
import { formatCount } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Loaded } from '../page/Loaded.tsx';
import { Panel } from '../page/Panel.tsx';
import { RowsSkeleton } from '../page/RowsSkeleton.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { attentionQuery } from '../queries.ts';
import { whyNobody } from '../risk/phase.ts';

const SHOWN = 7;

/** Two orders: learners most at risk who can still be reached, and learners whose risk has risen most. */
const CHOICES: { value: AttentionSort; label: string }[] = [
  { value: 'attention', label: 'At risk' },
  { value: 'changeIn7Days', label: 'Rising' },
];

const NOTES: Readonly<Partial<Record<AttentionSort, string>>> = {
  changeIn7Days: 'Learners whose risk has risen most in 7 days, why, and what to do',
  attention: 'Learners most at risk and still reachable, why, and what to do',
};

const BY_RULES = 'Learners for whom the rules propose something, most urgent first. Risks do not count';

/** The first few learners who need attention, with a link to all of them. */
export function AttentionExcerpt() {
  const { presentation, asOf } = useViewed();
  const [sort, setSort] = useState<AttentionSort>('attention');
  const query = useQuery(attentionQuery(presentation.id, asOf, { ...toQuery({ sort }), limit: SHOWN }));
  const total = query.data?.total ?? 0;
  const isByRules = typeof query.data?.riskWithheld === 'string';
  return (
    <Panel
      title="Who needs attention"
      note={isByRules && sort === 'attention' ? BY_RULES : NOTES[sort]}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label="Order of the learners"
            data={
              isByRules
                ? CHOICES.map((one) => (one.value === 'attention' ? { ...one, label: 'By rules' } : one))
                : CHOICES
            }
            value={sort}
            onChange={setSort}
          />
          {total > SHOWN && (
            <Link
              to="/p/$presentationId/attention"
              params={{ presentationId: presentation.id }}
              search={{ sort }}
            >
              See all {formatCount(total)}
            </Link>
          )}
        </>
      }
    >
      <Loaded query={query} skeleton={<RowsSkeleton rows={SHOWN} />}>
        {({ enrolments, risks }) =>
          enrolments.length === 0 ? (
            <NobodyListed why={whyNobody(risks, presentation)} />
          ) : (
            <AttentionList enrolments={enrolments} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function NobodyListed({ why }: { why: string | null }) {
  if (why !== null) return <EmptyNotice title="No learner has a risk on this day">{why}</EmptyNotice>;
  return (
    <EmptyNotice title="Nobody needs attention on this day">
      No registered learner is at medium or high risk.
    </EmptyNotice>
  );
}
