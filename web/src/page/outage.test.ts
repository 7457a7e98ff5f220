import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../api.ts';
import { followOutage, type Outage } from './outage.ts';

/** A page with one question, whose answers a test gives. */
function page(answer: () => Promise<number>) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const told: (Outage | null)[] = [];
  const end = followOutage(client, (outage) => told.push(outage));
  const leave = new QueryObserver(client, { queryKey: ['asked'], queryFn: answer }).subscribe(() => {});
  const close = () => {
    leave();
    end();
    client.clear();
  };
  return { client, told, leave, close };
}

const failure = (status: number) => new ApiProblem('No', 'no', status);

describe('followOutage', () => {
  it('tells of a server that is away until its answer is there, also while it is asked again', async () => {
    let error: Error | null = failure(0);
    const { client, told, close } = page(async () => {
      if (error) throw error;
      return 1;
    });
    await vi.waitFor(() => expect(told.at(-1)).toBe('unreachable'));
    error = failure(500);
    await client.refetchQueries();
    expect(told.at(-1)).toBe('failing');
    expect(told).not.toContain(null);
    error = null;
    await client.refetchQueries();
    expect(told.at(-1)).toBeNull();
    close();
  });

  it('says nothing of a refusal, and forgets what the page no longer asks', async () => {
    const refused = page(() => Promise.reject(failure(404)));
    await vi.waitFor(() => expect(refused.client.getQueryState(['asked'])?.status).toBe('error'));
    expect(refused.told).toEqual([]);
    refused.close();
    const left = page(() => Promise.reject(failure(503)));
    await vi.waitFor(() => expect(left.told.at(-1)).toBe('failing'));
    left.leave();
    await vi.waitFor(() => expect(left.told.at(-1)).toBeNull());
    left.close();
  });
});
