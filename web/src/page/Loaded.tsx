import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorNotice } from './ErrorNotice.tsx';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** As large as the content that will replace it. */
  readonly skeleton: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/**
 * The answer of a query: first a skeleton, then the data, or the problem with a retry. If a later fetch fails, the
 * problem stands above the data.
 */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>) {
  const problem = query.isError && <ErrorNotice error={query.error} onRetry={() => query.refetch()} />;
  if (query.data === undefined) return problem || <div aria-busy="true">{skeleton}</div>;
  return (
    <>
      {problem}
      {children(query.data)}
    </>
  );
}
