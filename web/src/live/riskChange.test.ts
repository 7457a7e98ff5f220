import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { Attention } from '../../../src/read/attention-view.ts';
import { attentionQuery } from '../queries.ts';
import { announcement, attentionWith, showRiskChange } from './riskChange.ts';

const attention = (probability: number): Attention => ({
  presentationId: 'DDD-2014B',
  asOf: '2014-04-07T09:00:00.000Z',
  riskWithheld: null,
  reachableDays: 35,
  total: 1,
  enrolments: [
    {
      learnerId: '11391',
      probability,
      band: 'medium',
      changeIn7Days: 0.1,
      daysSinceLastActivity: 3,
      reasons: [],
      suggestedAction: null,
      nothingToDo: null,
      lastNudgedAt: null,
      holdout: false,
    },
  ],
});
const change = { learnerId: '11391', probability: 0.8, band: 'high' as const };
const changed = {
  presentationId: 'DDD-2014B',
  asOf: '2014-04-07T09:05:00.000Z',
  changes: [change],
  left: [],
};
const query = {
  band: '',
  search: '',
  suggested: 'any',
  sort: 'probability',
  order: 'desc',
  limit: 25,
  offset: 0,
};

describe('attentionWith', () => {
  it('shows the new risk and measures its change from the same week before', () => {
    const [row] = attentionWith(attention(0.5), new Map([['11391', change]])).enrolments;
    expect(row).toMatchObject({ probability: 0.8, band: 'high' });
    // A week before it was 0.5 - 0.1 = 0.4.
    expect(row?.changeIn7Days).toBeCloseTo(0.4, 12);
  });

  it('leaves the others as they are', () => {
    const before = attention(0.5);
    expect(attentionWith(before, new Map()).enrolments[0]).toBe(before.enrolments[0]);
  });
});

describe('showRiskChange', () => {
  it("changes answers about the server's now and leaves the days of the past alone", () => {
    const client = new QueryClient();
    const now = attentionQuery('DDD-2014B', undefined, query).queryKey;
    const past = attentionQuery('DDD-2014B', '2014-03-01', query).queryKey;
    client.setQueryData(now, attention(0.5));
    client.setQueryData(past, attention(0.5));
    showRiskChange(client, changed);
    expect(client.getQueryData<Attention>(now)?.enrolments[0]?.probability).toBe(0.8);
    expect(client.getQueryData<Attention>(past)?.enrolments[0]?.probability).toBe(0.5);
  });

  it('fetches the answers about the same presentation again, and no others', () => {
    const client = new QueryClient();
    const keyOf = (id: string) => attentionQuery(id, undefined, query).queryKey;
    for (const id of ['DDD-2014B', 'DDD-2013B']) client.setQueryData(keyOf(id), attention(0.5));
    showRiskChange(client, changed);
    expect(client.getQueryState(keyOf('DDD-2014B'))?.isInvalidated).toBe(true);
    expect(client.getQueryState(keyOf('DDD-2013B'))?.isInvalidated).toBe(false);
  });
});

describe('the changes that can be seen', () => {
  const seenFrom = (probability: number) => {
    const client = new QueryClient();
    const list = attentionQuery('DDD-2014B', undefined, query);
    client.setQueryData(list.queryKey, attention(probability));
    const queryFn = () => attention(probability);
    const screen = new QueryObserver(client, { queryKey: list.queryKey, queryFn, staleTime: Infinity });
    const leave = screen.subscribe(() => {});
    const seen = showRiskChange(client, changed);
    leave();
    return seen;
  };

  it('are the changes of learners on the screen', () => {
    expect(seenFrom(0.5)).toEqual([change]);
    expect(showRiskChange(new QueryClient(), changed)).toEqual([]);
  });

  it('leave out changes that round to the same percent', () => {
    expect(seenFrom(0.7999)).toEqual([]);
  });
});

describe('announcement', () => {
  it('names the first learner and counts the others', () => {
    expect(announcement([change])).toBe('The risk of learner 11391 is now 80%, high.');
    expect(announcement([change, { ...change, learnerId: '2' }])).toBe(
      'The risk of learner 11391 is now 80%, high. 1 more risk has changed.',
    );
    expect(announcement([])).toBe('');
  });
});
