import { focusManager, type Query, QueryClient, queryOptions } from '@tanstack/react-query';
import type { Heatmap } from '../../src/read/heatmap-view.ts';
import {
  ApiProblem,
  type AsOf,
  type AttentionQuery,
  explainInsight,
  getAttention,
  getClock,
  getDataQuality,
  getDrift,
  getEnrolment,
  getHeatmap,
  getModels,
  getOverview,
  getPresentations,
  getResponsePhases,
  getResponseSessions,
  getResponseStruggles,
  getResponseTrend,
  getSettings,
  getTrends,
  getVersions,
  type ResponseScope,
} from './api.ts';

/** Whether the server cannot be reached or fails, so that another try may help. A refusal is final. */
export const isOutage = (error: Error): boolean =>
  !(error instanceof ApiProblem && error.status >= 400 && error.status < 500);

const RETRIES = 2;

/** How often what an outage has cut off is asked for again. */
const AGAIN_MS = 5_000;

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < RETRIES && isOutage(error),
        retryDelay: 800,
        refetchInterval: ({ state }) => (state.error && isOutage(state.error) ? AGAIN_MS : false),
        staleTime: 30_000,
        gcTime: 10 * 60_000,
      },
    },
  });

/** Where the keys of answers about a presentation hold its id, the moment and the query. */
const PRESENTATION_PART = 1;
const AS_OF_PART = 2;
const QUERY_PART = 3;

/** Whether a cached answer is about the server's now, and so changes when a risk changes. */
const isAboutNow = (queryKey: readonly unknown[], presentationId: string): boolean =>
  queryKey[PRESENTATION_PART] === presentationId && queryKey[AS_OF_PART] === undefined;

/** Whether a question about a day is still without an answer. */
export const isAsked = ({ queryKey, state }: Query, asOf: AsOf): boolean =>
  state.status === 'pending' && queryKey[AS_OF_PART] === asOf;

/** Fetches what is about the server's now again; a tab out of sight does so when it is looked at. */
export const refreshNow = (client: QueryClient, presentationId: string): void =>
  void client.invalidateQueries({
    predicate: ({ queryKey }) => isAboutNow(queryKey, presentationId),
    refetchType: focusManager.isFocused() ? 'active' : 'none',
  });

/**
 * Keeps the last answer on the screen while the next is fetched, as long as both are about the same thing: their keys
 * differ in `parts` only.
 */
const keepWhileOnly =
  (key: readonly unknown[], ...parts: readonly number[]) =>
  <T>(previous: T | undefined, query: { queryKey: readonly unknown[] } | undefined): T | undefined =>
    query && key.every((part, index) => parts.includes(index) || query.queryKey[index] === part)
      ? previous
      : undefined;

/** A question about a day: its last answer stays while that of another day is fetched, or another in `others` too. */
const keptQuery = <T>(
  queryKey: readonly unknown[],
  fetch: (signal: AbortSignal) => Promise<T>,
  ...others: readonly number[]
) =>
  queryOptions({
    queryKey,
    queryFn: ({ signal }) => fetch(signal),
    placeholderData: keepWhileOnly(queryKey, AS_OF_PART, ...others),
  });

export const clockQuery = queryOptions({ queryKey: ['clock'], queryFn: ({ signal }) => getClock(signal) });

export const presentationsQuery = queryOptions({
  queryKey: ['presentations'],
  queryFn: ({ signal }) => getPresentations(signal),
  staleTime: 5 * 60_000,
});

export const overviewQuery = (presentationId: string, asOf: AsOf) =>
  keptQuery(['overview', presentationId, asOf], (signal) => getOverview(presentationId, asOf, signal));

export const heatmapQuery = (presentationId: string, asOf: AsOf, rows: Heatmap['rows'], limit: number) =>
  keptQuery(['heatmap', presentationId, asOf, rows, limit], (signal) =>
    getHeatmap(presentationId, asOf, rows, limit, signal),
  );

export const attentionQuery = (presentationId: string, asOf: AsOf, query: AttentionQuery) =>
  keptQuery(
    ['attention', presentationId, asOf, query],
    (signal) => getAttention(presentationId, asOf, query, signal),
    QUERY_PART,
  );

export const trendsQuery = (presentationId: string, asOf: AsOf) =>
  keptQuery(['trends', presentationId, asOf], (signal) => getTrends(presentationId, asOf, signal));

export const enrolmentQuery = (presentationId: string, learnerId: string, asOf: AsOf) =>
  keptQuery(['enrolment', presentationId, asOf, learnerId], (signal) =>
    getEnrolment(presentationId, learnerId, asOf, signal),
  );

const scopeKey = (what: string, { presentationId, asOf, learnerId }: ResponseScope, ...more: string[]) =>
  [what, presentationId, asOf, learnerId, ...more] as const;

export const responsePhasesQuery = (scope: ResponseScope) =>
  keptQuery(scopeKey('response phases', scope), (signal) => getResponsePhases(scope, signal));

export const responseStrugglesQuery = (scope: ResponseScope, by: string) =>
  keptQuery(scopeKey('response struggles', scope, by), (signal) => getResponseStruggles(scope, by, signal));

export const responseTrendQuery = (scope: ResponseScope) =>
  keptQuery(scopeKey('response trend', scope), (signal) => getResponseTrend(scope, signal));

export const responseSessionsQuery = (scope: ResponseScope) =>
  keptQuery(scopeKey('response sessions', scope), (signal) => getResponseSessions(scope, signal));

export const modelsQuery = (asOf: AsOf) =>
  keptQuery(['models', 'all', asOf], (signal) => getModels(asOf, signal));

export const driftQuery = (modelId: string, asOf: AsOf) =>
  keptQuery(['drift', modelId, asOf], (signal) => getDrift(modelId, asOf, signal));

export const dataQualityQuery = (asOf: AsOf) =>
  keptQuery(['data quality', 'all', asOf], (signal) => getDataQuality(asOf, signal));

export const insightQuery = (request: string) =>
  queryOptions({
    queryKey: ['insight', request],
    queryFn: ({ signal }) => explainInsight(request, signal),
    placeholderData: (previous) => previous,
  });

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => getSettings(signal),
});

export const versionsQuery = queryOptions({
  queryKey: ['settings versions'],
  queryFn: ({ signal }) => getVersions(signal),
});
