import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiProblem } from '../api.ts';
import { isOutage } from '../queries.ts';

/** What an outage has cut off: the server cannot be reached, or answers some questions with a failure. */
export type Outage = 'unreachable' | 'failing';

/**
 * Follows which questions on the screen remain without an answer because of an outage. A question that is being asked
 * again counts until its answer is there, so that a notice does not come and go with each try.
 *
 * @returns ends it
 */
export function followOutage(client: QueryClient, onChange: (outage: Outage | null) => void): () => void {
  const failing = new Map<string, Error>();
  let told: Outage | null = null;
  return client.getQueryCache().subscribe(({ type, query, ...event }) => {
    const { queryHash, state } = query;
    const action = 'action' in event ? event.action.type : null;
    if (action === 'error' && state.error && isOutage(state.error)) failing.set(queryHash, state.error);
    else if (action === 'success' || action === 'error' || type === 'removed' || !query.isActive())
      failing.delete(queryHash);
    else return;
    const outage = worst([...failing.values()]);
    if (outage !== told) onChange(outage);
    told = outage;
  });
}

const worst = (errors: readonly Error[]): Outage | null => {
  if (errors.length === 0) return null;
  return errors.some((error) => error instanceof ApiProblem && error.status === 0)
    ? 'unreachable'
    : 'failing';
};

/** The outage now, and how to ask again at once. */
export function useOutage(): { outage: Outage | null; askAgain: () => void } {
  const client = useQueryClient();
  const [outage, setOutage] = useState<Outage | null>(null);
  useEffect(() => followOutage(client, setOutage), [client]);
  return {
    outage,
    askAgain: () =>
      void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' }),
  };
}
