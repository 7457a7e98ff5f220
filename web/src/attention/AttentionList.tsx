import { useMediaQuery } from '@mantine/hooks';
import { AttentionCards } from './AttentionCards.tsx';
import { AttentionTable } from './AttentionTable.tsx';
import type { AttentionEnrolment } from './enrolment.ts';
import type { Sorting } from './sorting.ts';

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
