import type { ClockView } from '../../src/api/clock.ts';
import type { ExplanationView } from '../../src/api/insight-explain.ts';
import type { Problem } from '../../src/api/problem.ts';
import type { Attention } from '../../src/read/attention-view.ts';
import type { DataQualityView } from '../../src/read/data-quality-view.ts';
import type { EnrolmentView } from '../../src/read/enrolment-view.ts';
import type { Heatmap } from '../../src/read/heatmap-view.ts';
import type { DriftView, ModelsView } from '../../src/read/models-view.ts';
import type { Overview } from '../../src/read/overview-view.ts';
import type { PresentationView } from '../../src/read/presentations-view.ts';
import type {
  ResponsePhases,
  ResponseSessions,
  ResponseStruggles,
  ResponseTrend,
} from '../../src/read/responses-view.ts';
import type { PreviewView, SettingsView, VersionsView, VersionView } from '../../src/read/settings-view.ts';
import type { Trends } from '../../src/read/trends-view.ts';

/** Why the server could not answer: an RFC 9457 problem, or a plain failure in the same form. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly title: string;
  /** HTTP status; 0 if no answer came at all. */
  readonly status: number;
  /** Every wrong field of what was sent. */
  readonly faults: readonly Fault[];
  constructor(title: string, detail: string, status: number, faults: readonly Fault[] = []) {
    super(detail);
    this.title = title;
    this.status = status;
    this.faults = faults;
  }
}

/** A wrong field, by its path from the body down. */
export type Fault = NonNullable<Problem['errors']>[number];

/** The moment of an answer: a date, or undefined for the server's now. */
export type AsOf = string | undefined;

type Parameters = Readonly<Record<string, string | number | undefined>>;

/** Path with the parameters that have a value, in the order given. */
export function address(path: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const text = (name: string): string | null => {
    const value = body !== null && typeof body === 'object' ? Reflect.get(body, name) : null;
    return typeof value === 'string' ? value : null;
  };
  return new ApiProblem(
    text('title') ?? 'The server could not answer',
    text('detail') ?? `It answered with status ${response.status} ${response.statusText}.`,
    response.status,
    response.status === 422 && Array.isArray(Reflect.get(Object(body), 'errors'))
      ? (Reflect.get(Object(body), 'errors') as Fault[])
      : [],
  );
}

const get = <T>(path: string, parameters: Parameters, signal: AbortSignal): Promise<T> =>
  answer(address(path, parameters), { signal, headers: { accept: 'application/json' } });

/** @param body JSON as a text */
const send = <T>(method: 'POST' | 'PUT', path: string, body: string, signal?: AbortSignal): Promise<T> =>
  answer(path, {
    method,
    body,
    signal: signal ?? null,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
  });

async function answer<T>(path: string, request: RequestInit): Promise<T> {
  const response = await fetch(path, request).catch((error: unknown) => {
    if (request.signal?.aborted) throw error;
    throw new ApiProblem(
      'The server cannot be reached',
      'Check that Rekindle is running and that you are online.',
      0,
    );
  });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

const presentationPath = (presentationId: string, resource: string): string =>
  `/v1/presentations/${encodeURIComponent(presentationId)}/${resource}`;

export const getClock = (signal: AbortSignal): Promise<ClockView> => get('/v1/clock', {}, signal);

export const getPresentations = (signal: AbortSignal): Promise<{ presentations: PresentationView[] }> =>
  get('/v1/presentations', {}, signal);

export const getOverview = (presentationId: string, asOf: AsOf, signal: AbortSignal): Promise<Overview> =>
  get(presentationPath(presentationId, 'overview'), { asOf }, signal);

export const getHeatmap = (
  presentationId: string,
  asOf: AsOf,
  rows: Heatmap['rows'],
  limit: number,
  signal: AbortSignal,
): Promise<Heatmap> => get(presentationPath(presentationId, 'heatmap'), { asOf, rows, limit }, signal);

/** Parameters of `GET attention` besides the moment. */
export interface AttentionQuery {
  readonly band: string;
  readonly search: string;
  readonly suggested: string;
  readonly sort: string;
  readonly order: string;
  readonly limit: number;
  readonly offset: number;
}

export const getAttention = (
  presentationId: string,
  asOf: AsOf,
  query: AttentionQuery,
  signal: AbortSignal,
): Promise<Attention> => get(presentationPath(presentationId, 'attention'), { asOf, ...query }, signal);

export const getTrends = (presentationId: string, asOf: AsOf, signal: AbortSignal): Promise<Trends> =>
  get(presentationPath(presentationId, 'trends'), { asOf }, signal);

export const getEnrolment = (
  presentationId: string,
  learnerId: string,
  asOf: AsOf,
  signal: AbortSignal,
): Promise<EnrolmentView> =>
  get(
    `/v1/enrolments/${encodeURIComponent(presentationId)}/${encodeURIComponent(learnerId)}`,
    { asOf },
    signal,
  );

export const getModels = (asOf: AsOf, signal: AbortSignal): Promise<ModelsView> =>
  get('/v1/models', { asOf }, signal);

export const getDrift = (modelId: string, asOf: AsOf, signal: AbortSignal): Promise<DriftView> =>
  get(`/v1/models/${encodeURIComponent(modelId)}/drift`, { asOf }, signal);

export const getDataQuality = (asOf: AsOf, signal: AbortSignal): Promise<DataQualityView> =>
  get('/v1/data-quality', { asOf }, signal);

/** Whose spoken responses, and as of when. Undefined means all presentations, everybody, now. */
export interface ResponseScope {
  readonly presentationId?: string | undefined;
  readonly learnerId?: string | undefined;
  readonly asOf?: AsOf;
}

const ofScope = ({ presentationId, learnerId, asOf }: ResponseScope) => ({ presentationId, learnerId, asOf });

export const getResponsePhases = (scope: ResponseScope, signal: AbortSignal): Promise<ResponsePhases> =>
  get('/v1/responses/phases', ofScope(scope), signal);

export const getResponseStruggles = (
  scope: ResponseScope,
  by: string,
  signal: AbortSignal,
): Promise<ResponseStruggles> => get('/v1/responses/struggles', { ...ofScope(scope), by }, signal);

export const getResponseTrend = (scope: ResponseScope, signal: AbortSignal): Promise<ResponseTrend> =>
  get('/v1/responses/trend', ofScope(scope), signal);

export const getResponseSessions = (scope: ResponseScope, signal: AbortSignal): Promise<ResponseSessions> =>
  get('/v1/responses/sessions', ofScope(scope), signal);

/** Server-sent events of these presentations: one stream serves all tabs of a browser. */
export const streamAddress = (presentationIds: readonly string[]): string =>
  `/v1/stream?${new URLSearchParams(presentationIds.map((id) => ['presentationId', id]))}`;

/** @param request JSON of a request of either contract */
export const explainInsight = (request: string, signal: AbortSignal): Promise<ExplanationView> =>
  send('POST', '/v1/insight/explain', request, signal);

export const getSettings = (signal: AbortSignal): Promise<SettingsView> => get('/v1/settings', {}, signal);

export const getVersions = (signal: AbortSignal): Promise<VersionsView> =>
  get('/v1/settings/versions', {}, signal);

export const getVersion = (version: number, signal: AbortSignal): Promise<VersionView> =>
  get(`/v1/settings/versions/${version}`, {}, signal);

export type SettingsDocument = SettingsView['settings'];

export const previewSettings = (settings: SettingsDocument, presentationId: string): Promise<PreviewView> =>
  send('POST', '/v1/settings/preview', JSON.stringify({ settings, presentationId }));

export interface SettingsToSave {
  readonly settings: SettingsDocument;
  readonly basedOn: number;
  readonly savedBy: string;
  readonly note: string;
}

export const putSettings = (version: SettingsToSave): Promise<SettingsView> =>
  send('PUT', '/v1/settings', JSON.stringify(version));
