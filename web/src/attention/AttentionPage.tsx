import { Pagination } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Attention } from '../../../src/read/attention-view.ts';
import { formatCount } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Loaded } from '../page/Loaded.tsx';
import { RowsSkeleton } from '../page/RowsSkeleton.tsx';
import { ScreenTitle } from '../page/ScreenTitle.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { attentionQuery } from '../queries.ts';
import { RiskWithheld } from '../risk/RiskWithheld.tsx';
import { AttentionFilters } from './AttentionFilters.tsx';
import { AttentionList } from './AttentionList.tsx';
import classes from './AttentionPage.module.css';
import { type AttentionSearch, PAGE_SIZE, sortOf, toQuery, withSort } from './filter.ts';

const route = getRouteApi('/p/$presentationId/attention');

/** Learners who need help this week, why, and what to do: every enrolment, filtered, sorted, a page at a time. */
export function AttentionPage() {
  const { presentation, asOf } = useViewed();
  const { asOf: _day, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(attentionQuery(presentation.id, asOf, toQuery(search)));
  const isByRules = typeof query.data?.riskWithheld === 'string';
  const show = (next: AttentionSearch) =>
    void navigate({ search: { ...next, asOf: _day }, replace: true, resetScroll: false });

  return (
    <>
      <ScreenTitle
        title="Who needs attention"
        note={
          isByRules
            ? 'Ordered by what the rules propose, most urgent first. Open a learner to see the whole story'
            : noteOf(query.data, search)
        }
      />
      <RiskWithheld reason={query.data?.riskWithheld} />
      <section className={classes.panel} aria-label="Learners">
        <AttentionFilters search={search} onChange={show} />
        <Loaded query={query} skeleton={<RowsSkeleton rows={PAGE_SIZE} />}>
          {(attention) =>
            attention.enrolments.length === 0 ? (
              <NobodyFound search={search} />
            ) : (
              <>
                <AttentionList
                  enrolments={attention.enrolments}
                  sorting={{ ...sortOf(search), onSort: (sort) => show(withSort(search, sort)) }}
                />
                <Pages
                  attention={attention}
                  page={search.page ?? 1}
                  onPage={(page) => show({ ...search, page })}
                />
              </>
            )
          }
        </Loaded>
      </section>
    </>
  );
}

/** What the order means; in an order of their own choice people know. */
const noteOf = (attention: Attention | undefined, search: AttentionSearch): string => {
  const whole = 'Open a learner to see the whole story';
  return attention === undefined || sortOf(search).sort !== 'attention'
    ? whole
    : `Most at risk first, those silent for more than ${formatCount(attention.reachableDays)} days last. ${whole}`;
};

interface PagesProps {
  readonly attention: Attention;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

function Pages({ attention, page, onPage }: PagesProps) {
  const from = (page - 1) * PAGE_SIZE + 1;
  const to = from + attention.enrolments.length - 1;
  return (
    <nav className={classes.pages} aria-label="Pages of the list">
      <span className="figures">
        {formatCount(from)}–{formatCount(to)} of {formatCount(attention.total)} learners
      </span>
      <Pagination
        size="sm"
        total={Math.ceil(attention.total / PAGE_SIZE)}
        value={page}
        onChange={onPage}
        siblings={1}
        getItemProps={(number) => ({ 'aria-label': `Page ${number}` })}
        getControlProps={(control) => ({ 'aria-label': control === 'next' ? 'Next page' : 'Previous page' })}
      />
    </nav>
  );
}

function NobodyFound({ search }: { search: AttentionSearch }) {
  if (search.find) {
    return (
      <EmptyNotice title={`No learner id contains “${search.find}”`}>
        The search covers learners who are registered on the day shown and are in the chosen bands.
      </EmptyNotice>
    );
  }
  return (
    <EmptyNotice title="No learner is in these bands on this day">
      Choose other bands or another day. Before the first data and after the end of the course, no learner has
      a risk.
    </EmptyNotice>
  );
}
