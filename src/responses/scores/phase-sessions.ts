import type { EventLog } from '../../store/event-log.ts';
import { named } from '../../store/statement.ts';
import { phaseScores } from './phase-scores.ts';
import { type ScoreScope, scoredInLog } from './scored-log.ts';

/** A row of `phases.parquet`: how a learner did in one phase of one session. */
export interface PhaseOfSession {
  readonly user_id: string;
  readonly session_id: string | null;
  readonly milestone: string | null;
  readonly phase: string;
  readonly started_ms: number;
  readonly ended_ms: number;
  readonly duration_minutes: number;
  /** Until the first response of the next phase; null in the last phase. */
  readonly gap_minutes: number | null;
  readonly responses: number;
  readonly excluded: number;
  readonly mean_accuracy_percent: number | null;
  readonly mean_emotional_score: number | null;
  readonly mean_engagement_score: number | null;
  readonly mode_dominant_emotion: string | null;
  readonly mode_engagement_state: string | null;
  readonly mode_pronunciation: string | null;
  readonly mode_audio_quality: string | null;
  readonly composite_score: number | null;
}

/** The latest phases in a scope, session by session, newest first; and how many there are. */
export async function phasesOfSessions(
  eventLog: EventLog,
  scope: ScoreScope,
  limit: number,
): Promise<{ readonly total: number; readonly phases: readonly PhaseOfSession[] }> {
  const { from, params } = scoredInLog(eventLog, scope);
  const rows = await eventLog.rows<PhaseOfSession & { readonly total: number }>(
    named(
      'phases-of-sessions',
      `select *, toFloat64(toUnixTimestamp64Milli(phase_started_at)) as started_ms,
       toFloat64(toUnixTimestamp64Milli(phase_ended_at)) as ended_ms, toUInt32(count() over ()) as total
     from (${phaseScores(from)})
     order by phase_started_at desc, user_id, phase
     limit {limit:UInt32}`,
    ),
    { ...params, limit },
  );
  return { total: rows[0]?.total ?? 0, phases: rows };
}
