import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Moment } from '../../domain/moment.ts';
import { idText, recordId } from './record-id.ts';
import { type TimeReading, telemetryTime } from './telemetry-time.ts';

/** One spoken attempt of a learner. */
export interface SpokenResponse {
  readonly responseId: string;
  readonly userId: string;
  /** Empty where the platform does not name a session. */
  readonly sessionId: string;
  /** A language code such as `en`; null where neither the platform nor the script of the words shows it. */
  readonly language: string | null;
  readonly expectedText: string | null;
  readonly responseText: string | null;
  /** 0 to 100. */
  readonly accuracyPercent: number | null;
  /** A link, an object's key or a file name; null where no voice was recorded. */
  readonly audio: string | null;
  readonly durationSeconds: number | null;
  readonly isProfane: boolean;
  readonly answeredAt: Moment;
}

/** Why a record is refused. */
export interface RecordRefusal {
  readonly refused: 'invalid_value' | 'missing_value';
  readonly field: string;
  readonly expected: string;
}

/** The columns of spoken responses with their ClickHouse types. */
export const RESPONSE_COLUMNS = {
  response_id: 'String',
  user_id: 'String',
  session_id: 'String',
  language: 'Nullable(String)',
  expected_text: 'Nullable(String)',
  response_text: 'Nullable(String)',
  accuracy_percent: 'Nullable(Float64)',
  audio: 'Nullable(String)',
  duration_seconds: 'Nullable(Float64)',
  is_profane: 'Bool',
  answered_at: "DateTime64(3, 'UTC')",
} as const;

/** A response by column name, with times in epoch milliseconds. */
export type SpokenRow = Readonly<Record<keyof typeof RESPONSE_COLUMNS, unknown>>;

export const responseRow = (response: SpokenResponse): SpokenRow => ({
  response_id: response.responseId,
  user_id: response.userId,
  session_id: response.sessionId,
  language: response.language,
  expected_text: response.expectedText,
  response_text: response.responseText,
  accuracy_percent: response.accuracyPercent,
  audio: response.audio,
  duration_seconds: response.durationSeconds,
  is_profane: response.isProfane,
  answered_at: response.answeredAt,
});

const envelope = z.object({
  mid: z.string().nullish(),
  ets: z.unknown().optional(),
  actor: z.object({ id: recordId }).nullish(),
  context: z
    .object({
      sid: recordId,
      cdata: z.array(z.object({ id: recordId, type: z.string().nullish() })).nullish(),
    })
    .nullish(),
  edata: z.object({
    target: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
    values: z.array(z.custom<object>((one) => typeof one === 'object' && one !== null)).nullish(),
  }),
});

/** Ids that are valid file names on every system. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,119}$/;

/**
 * A RESPONSE event of Sunbird telemetry version 3 as a spoken response. Its `edata.values` is a list of one-key
 * objects; the user is named in `context.cdata`, or else is the actor.
 */
export function spokenResponse(event: unknown, reading: TimeReading): SpokenResponse | RecordRefusal {
  const parsed = envelope.safeParse(event);
  if (!parsed.success) {
    const [wrong] = parsed.error.issues;
    return { refused: 'invalid_value', field: wrong?.path.join('.') ?? '', expected: wrong?.message ?? '' };
  }
  const { mid, ets, actor, context, edata } = parsed.data;
  const answeredAt = telemetryTime(ets, reading);
  if (answeredAt === null)
    return { refused: 'invalid_value', field: 'ets', expected: 'epoch, ISO 8601 or {"$date": ...}' };
  const correlated = (types: RegExp) =>
    idText(context?.cdata?.find(({ id, type }) => idText(id) !== '' && type && types.test(type))?.id);
  const userId = correlated(/^(user|user_?id|virtual_?id|learner|learner_?id)$/i) || idText(actor?.id);
  if (userId === '') return { refused: 'missing_value', field: 'actor.id', expected: 'the id of the user' };
  const values: Record<string, unknown> = Object.assign({}, ...(edata.values ?? []));
  const accuracyPercent = numberOf(values.accuracy_percentage);
  if (
    accuracyPercent === undefined ||
    (accuracyPercent !== null && (accuracyPercent < 0 || accuracyPercent > 100))
  )
    return { refused: 'invalid_value', field: 'edata.values.accuracy_percentage', expected: '0 to 100' };
  const durationSeconds = numberOf(values.duration);
  if (durationSeconds === undefined || (durationSeconds !== null && durationSeconds < 0))
    return { refused: 'invalid_value', field: 'edata.values.duration', expected: 'seconds, 0 or more' };
  const expectedText = textOf(values.original_text);
  const responseText = textOf(values.response_text);
  const declared = correlated(/^(language|content_?language)$/i) || textOf(values.language);
  return {
    responseId: mid && FILE_NAME.test(mid) ? mid : hashed(mid || JSON.stringify(event)),
    userId,
    sessionId: idText(context?.sid) || correlated(/^content_?session$/i),
    language: declared === null ? languageByScript(expectedText ?? responseText) : languageCode(declared),
    expectedText,
    responseText,
    accuracyPercent,
    audio: (typeof edata.target === 'object' ? edata.target?.id : edata.target) || null,
    durationSeconds,
    isProfane: String(values.profanity) === 'true',
    answeredAt,
  };
}

const hashed = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 32);

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;

/** Null where there is no value, undefined where the value is not a number. */
function numberOf(value: unknown): number | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

const NAMES: Readonly<Record<string, string>> = {
  english: 'en',
  hindi: 'hi',
  tamil: 'ta',
  kannada: 'kn',
  telugu: 'te',
};

/** `en-IN` and `English` are both `en`. */
const languageCode = (declared: string): string => {
  const [first = ''] = declared.trim().toLowerCase().split(/[-_]/);
  return NAMES[first] ?? first;
};

/** The language that a script stands for, where the platform names no language; Latin letters count as English. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Tamil}/u, 'ta'],
  [/\p{Script=Kannada}/u, 'kn'],
  [/\p{Script=Telugu}/u, 'te'],
  [/\p{Script=Malayalam}/u, 'ml'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Gujarati}/u, 'gu'],
  [/\p{Script=Bengali}/u, 'bn'],
  [/\p{Script=Latin}/u, 'en'],
];

const languageByScript = (words: string | null): string | null =>
  words === null
    ? null
    : /^[\x20-\x7e]*[A-Za-z][\x20-\x7e]*$/.test(words)
      ? 'en'
      : (SCRIPTS.find(([script]) => script.test(words))?.[1] ?? null);
