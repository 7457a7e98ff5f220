import { Button, Pagination } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Attention } from '../../../src/read/attention-view.ts';
import { formatCount, formatQuantity } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Loaded } from '../page/Loaded.tsx';
import { RowsSkeleton } from '../page/RowsSkeleton.tsx';
import { ScreenTitle } from '../page/ScreenTitle.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { attentionQuery } from '../queries.ts';
import { whyNobody } from '../risk/phase.ts';
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
  // Each keystroke of a search is no place to go back to; a page, a band and an order are.
  const show = (next: AttentionSearch) =>
    void navigate({
      search: { ...next, asOf: _day },
      replace: next.find !== search.find,
      resetScroll: false,
    });
  const panel = useRef<HTMLElement>(null);
  const showPage = (page: number) => {
    show({ ...search, page: page === 1 ? undefined : page });
    panel.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView();
  };

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
      <section ref={panel} tabIndex={-1} className={classes.panel} aria-label="Learners">
        <AttentionFilters search={search} onChange={show} />
        <Loaded query={query} skeleton={<RowsSkeleton rows={PAGE_SIZE} />}>
          {(attention) =>
            attention.enrolments.length === 0 ? (
              <NobodyFound
                search={search}
                risks={attention.risks}
                total={attention.total}
                onPage={showPage}
              />
            ) : (
              <>
                <AttentionList
                  enrolments={attention.enrolments}
                  sorting={{ ...sortOf(search), onSort: (sort) => show(withSort(search, sort)) }}
                />
                <Pages attention={attention} page={search.page ?? 1} onPage={showPage} />
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
      {attention.total > PAGE_SIZE && (
        <Pagination
          size="sm"
          total={pageCount(attention.total)}
          value={page}
          onChange={onPage}
          siblings={1}
          getItemProps={(number) => ({ 'aria-label': `Page ${number}` })}
          getControlProps={(control) => ({
            'aria-label': control === 'next' ? 'Next page' : 'Previous page',
          })}
        />
      )}
    </nav>
  );
}

const pageCount = (learners: number): number => Math.ceil(learners / PAGE_SIZE);

interface NobodyFoundProps {
  readonly search: AttentionSearch;
  readonly risks: Attention['risks'];
  readonly total: number;
  readonly onPage: (page: number) => void;
}

function NobodyFound({ search, risks, total, onPage }: NobodyFoundProps) {
  const { presentation } = useViewed();
  const why = whyNobody(risks, presentation);
  if (why !== null) return <EmptyNotice title="No learner has a risk on this day">{why}</EmptyNotice>;
  if (total > 0) {
    const pages = formatQuantity(pageCount(total), 'page');
    return (
      <EmptyNotice title={`There is no page ${formatCount(search.page ?? 1)}`}>
        <p>{`${formatQuantity(total, 'learner')} ${total === 1 ? 'is' : 'are'} on ${pages}.`}</p>
        <Button size="xs" variant="default" onClick={() => onPage(1)}>
          Go to the first page
        </Button>
      </EmptyNotice>
    );
  }
  if (search.find) {
    return (
      <EmptyNotice title={`No learner id contains “${search.find}”`}>
        The search covers all learners who are registered on the day shown.
      </EmptyNotice>
    );
  }
  return (
    <EmptyNotice title="No learner is in these bands on this day">
      Choose other bands or another day.
    </EmptyNotice>
  );
}
