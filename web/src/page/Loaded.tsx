import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorNotice } from './ErrorNotice.tsx';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** In the place and size of what will come. */
  readonly skeleton: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** What a query has brought: a skeleton at first, the problem with a retry, or the data (with the problem above it, where a later fetch has failed). */
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
