import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isOutage } from '../queries.ts';
import { ErrorNotice } from './ErrorNotice.tsx';
import classes from './Loaded.module.css';
import { useIsLate } from './useIsLate.ts';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** As large as the content that will replace it. */
  readonly skeleton: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** So long the last answer may stand in for the one that was asked for. */
export const STALE_MS = 1_000;

/**
 * The answer of a query. Until it is there: a skeleton, or for a second the last answer, dimmed, as it is about
 * something else. A refusal is shown in its place; the page as a whole tells of an outage (OutageNotice), which
 * tries again, and what is known stays.
 */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>) {
  const { data, isPlaceholderData, error } = query;
  const isLate = useIsLate(isPlaceholderData, STALE_MS);
  const refusal = error && !isOutage(error) && <ErrorNotice error={error} onRetry={() => query.refetch()} />;
  if (data === undefined || isLate) return refusal || <div aria-busy="true">{skeleton}</div>;
  return (
    <>
      {refusal}
      <div
        className={classes.answer}
        data-stale={isPlaceholderData || undefined}
        aria-busy={isPlaceholderData}
      >
        {children(data)}
      </div>
    </>
  );
}
