import { QueryClient, queryOptions } from '@tanstack/react-query';
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

/** A refusal is final. A request is repeated only if the server cannot be reached or fails. */
const worthRetrying = (failures: number, error: Error): boolean =>
  failures < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500);

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: worthRetrying, retryDelay: 800, staleTime: 30_000, gcTime: 10 * 60_000 },
    },
  });

/** Where the keys of answers about a presentation hold its id, the moment and the query. */
const PRESENTATION_PART = 1;
const AS_OF_PART = 2;
const QUERY_PART = 3;

/** Whether a cached answer is about the server's now, and so changes when a risk changes. */
export const isAboutNow = (queryKey: readonly unknown[], presentationId: string): boolean =>
  queryKey[PRESENTATION_PART] === presentationId && queryKey[AS_OF_PART] === undefined;

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

export const clockQuery = queryOptions({ queryKey: ['clock'], queryFn: ({ signal }) => getClock(signal) });

export const presentationsQuery = queryOptions({
  queryKey: ['presentations'],
  queryFn: ({ signal }) => getPresentations(signal),
  staleTime: 5 * 60_000,
});

export const overviewQuery = (presentationId: string, asOf: AsOf) => {
  const queryKey = ['overview', presentationId, asOf] as const;
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => getOverview(presentationId, asOf, signal),
    placeholderData: keepWhileOnly(queryKey, AS_OF_PART),
  });
};

export const heatmapQuery = (presentationId: string, asOf: AsOf, rows: Heatmap['rows'], limit: number) => {
  const queryKey = ['heatmap', presentationId, asOf, rows, limit] as const;
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => getHeatmap(presentationId, asOf, rows, limit, signal),
    placeholderData: keepWhileOnly(queryKey, AS_OF_PART),
  });
};

export const attentionQuery = (presentationId: string, asOf: AsOf, query: AttentionQuery) => {
  const queryKey = ['attention', presentationId, asOf, query] as const;
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => getAttention(presentationId, asOf, query, signal),
    placeholderData: keepWhileOnly(queryKey, AS_OF_PART, QUERY_PART),
  });
};

export const trendsQuery = (presentationId: string, asOf: AsOf) => {
  const queryKey = ['trends', presentationId, asOf] as const;
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => getTrends(presentationId, asOf, signal),
    placeholderData: keepWhileOnly(queryKey, AS_OF_PART),
  });
};

export const enrolmentQuery = (presentationId: string, learnerId: string, asOf: AsOf) => {
  const queryKey = ['enrolment', presentationId, asOf, learnerId] as const;
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => getEnrolment(presentationId, learnerId, asOf, signal),
    placeholderData: keepWhileOnly(queryKey, AS_OF_PART),
  });
};

const scopeKey = (what: string, { presentationId, asOf, learnerId }: ResponseScope, ...more: string[]) =>
  [what, presentationId, asOf, learnerId, ...more] as const;

export const responsePhasesQuery = (scope: ResponseScope) => {
  const queryKey = scopeKey('response phases', scope);
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => getResponsePhases(scope, signal),
    placeholderData: keepWhileOnly(queryKey, AS_OF_PART),
  });
};

export const responseStrugglesQuery = (scope: ResponseScope, by: string) => {
  const queryKey = scopeKey('response struggles', scope, by);
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => getResponseStruggles(scope, by, signal),
    placeholderData: keepWhileOnly(queryKey, AS_OF_PART),
  });
};

export const responseTrendQuery = (scope: ResponseScope) => {
  const queryKey = scopeKey('response trend', scope);
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => getResponseTrend(scope, signal),
    placeholderData: keepWhileOnly(queryKey, AS_OF_PART),
  });
};

export const responseSessionsQuery = (scope: ResponseScope) => {
  const queryKey = scopeKey('response sessions', scope);
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => getResponseSessions(scope, signal),
    placeholderData: keepWhileOnly(queryKey, AS_OF_PART),
  });
};

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => getModels(signal),
});

export const driftQuery = (modelId: string, asOf: AsOf) => {
  const queryKey = ['drift', modelId, asOf] as const;
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => getDrift(modelId, asOf, signal),
    placeholderData: keepWhileOnly(queryKey, AS_OF_PART),
  });
};

export const dataQualityQuery = (asOf: AsOf) => {
  const queryKey = ['data quality', 'all', asOf] as const;
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => getDataQuality(asOf, signal),
    placeholderData: keepWhileOnly(queryKey, AS_OF_PART),
  });
};

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
