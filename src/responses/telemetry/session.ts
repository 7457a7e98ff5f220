import { z } from 'zod';
import type { Moment } from '../../domain/moment.ts';
import { idText, recordId } from './record-id.ts';
import type { RecordRefusal } from './response.ts';
import { type TimeReading, telemetryTime } from './telemetry-time.ts';

/** A learner's session, or a point of progress within one. */
export interface Session {
  readonly sessionId: string;
  readonly userId: string;
  readonly startedAt: Moment | null;
  readonly endedAt: Moment | null;
  readonly milestone: string | null;
  readonly lesson: string | null;
  /** How far the learner is in the lesson; the phase is derived from it. */
  readonly progress: number | null;
}

/** The columns of whole sessions with their ClickHouse types. */
export const WHOLE_SESSION_COLUMNS = {
  session_id: 'String',
  user_id: 'String',
  started_at: "DateTime64(3, 'UTC')",
  ended_at: "Nullable(DateTime64(3, 'UTC'))",
  milestone: 'Nullable(String)',
  lesson: 'Nullable(String)',
  progress: 'Nullable(Float64)',
} as const;

/** A session by column name, with times in epoch milliseconds. */
export const sessionRow = (session: Session): Record<keyof typeof WHOLE_SESSION_COLUMNS, unknown> => ({
  session_id: session.sessionId,
  user_id: session.userId,
  started_at: session.startedAt,
  ended_at: session.endedAt,
  milestone: session.milestone,
  lesson: session.lesson,
  progress: session.progress,
});

const event = z.object({
  eid: z.enum(['START', 'END']),
  ets: z.unknown().optional(),
  actor: z.object({ id: recordId }).nullish(),
  context: z
    .object({
      sid: recordId,
      cdata: z.array(z.object({ id: recordId, type: z.string().nullish() })).nullish(),
    })
    .nullish(),
});

/**
 * The end of a session that a START or END event describes; a separate event describes the other end. Null where the
 * event names no session.
 */
export function sessionEnd(record: unknown, reading: TimeReading): Session | null {
  const parsed = event.safeParse(record);
  if (!parsed.success) return null;
  const { eid, ets, actor, context } = parsed.data;
  const at = telemetryTime(ets, reading);
  const correlated = (types: RegExp) =>
    idText(context?.cdata?.find(({ type }) => types.test(type ?? ''))?.id);
  const sessionId = idText(context?.sid) || correlated(/^content_?session$/i);
  const userId = correlated(/^(user|user_?id|virtual_?id)$/i) || idText(actor?.id);
  if (at === null || sessionId === '' || userId === '') return null;
  return {
    sessionId,
    userId,
    startedAt: eid === 'START' ? at : null,
    endedAt: eid === 'END' ? at : null,
    milestone: null,
    lesson: null,
    progress: null,
  };
}

const text = z.union([z.string(), z.number()]).transform(String);

const progressRecord = z.object({
  sessionId: text.nullish(),
  session_id: text.nullish(),
  userId: text.nullish(),
  user_id: text.nullish(),
  createdAt: z.unknown().optional(),
  created_at: z.unknown().optional(),
  startedAt: z.unknown().optional(),
  started_at: z.unknown().optional(),
  endedAt: z.unknown().optional(),
  ended_at: z.unknown().optional(),
  milestone: text.nullish(),
  milestone_level: text.nullish(),
  lesson: text.nullish(),
  progress: z.union([z.number(), z.string().trim().min(1).transform(Number)]).nullish(),
});

/** A record of a platform's own table of sessions, camel or snake case, with `createdAt` or `startedAt`. */
export function storedSession(record: unknown, reading: TimeReading): Session | RecordRefusal {
  const parsed = progressRecord.safeParse(record);
  if (!parsed.success) {
    const [wrong] = parsed.error.issues;
    return { refused: 'invalid_value', field: wrong?.path.join('.') ?? '', expected: wrong?.message ?? '' };
  }
  const found = parsed.data;
  const startedAt = telemetryTime(
    found.startedAt ?? found.started_at ?? found.createdAt ?? found.created_at,
    reading,
  );
  const userId = found.userId ?? found.user_id ?? '';
  const progress = found.progress ?? null;
  if (userId === '') return { refused: 'missing_value', field: 'userId', expected: 'the id of the user' };
  if (startedAt === null)
    return { refused: 'invalid_value', field: 'startedAt', expected: 'epoch, ISO 8601 or {"$date": ...}' };
  if (progress !== null && !Number.isFinite(progress))
    return { refused: 'invalid_value', field: 'progress', expected: 'a number' };
  return {
    sessionId: found.sessionId ?? found.session_id ?? '',
    userId,
    startedAt,
    endedAt: telemetryTime(found.endedAt ?? found.ended_at, reading),
    milestone: found.milestone ?? found.milestone_level ?? null,
    lesson: found.lesson ?? null,
    progress,
  };
}
