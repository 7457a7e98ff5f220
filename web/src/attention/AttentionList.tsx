import { useMediaQuery } from '@mantine/hooks';
import { AttentionCards } from './AttentionCards.tsx';
import { AttentionTable } from './AttentionTable.tsx';
import type { AttentionEnrolment } from './enrolment.ts';
import type { Order, Sort } from './filter.ts';

export interface Sorting {
  readonly sort: Sort;
  readonly order: Order;
  readonly onSort: (sort: Sort) => void;
}

interface AttentionListProps {
  readonly enrolments: readonly AttentionEnrolment[];
  /** None where the order is fixed. */
  readonly sorting?: Sorting;
}

/** A table where there is room for one, cards on a phone. */
export function AttentionList({ enrolments, sorting }: AttentionListProps) {
  const wide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  return wide ? (
    <AttentionTable enrolments={enrolments} {...(sorting && { sorting })} />
  ) : (
    <AttentionCards enrolments={enrolments} />
  );
}
