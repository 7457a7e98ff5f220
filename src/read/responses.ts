import { moment, toIso } from '../domain/moment.ts';
import { type PhaseOfSession, phasesOfSessions } from '../responses/scores/phase-sessions.ts';
import { type MEASURES, responseCounts, scoreFigures, unitOf } from '../responses/scores/score-figures.ts';
import type { ScoreScope } from '../responses/scores/scored-log.ts';
import { struggles } from '../responses/scores/struggles.ts';
import type { ResponsePhases, ResponseSessions, ResponseStruggles, ResponseTrend } from './responses-view.ts';
import type { Service } from './service.ts';

const MOST_PLACES = 200;

/** What a view of scores reads: the log, and the cache of views. */
type Scores = Pick<Service, 'eventLog' | 'views'>;

/** The scores of a scope by phase of learning. */
export const phasesOf = (service: Scores, scope: ScoreScope): Promise<ResponsePhases> =>
  cached(service, scope, 'phases', async () => ({
    ...answered(scope),
    unit: unitOf(scope),
    counts: await responseCounts(service.eventLog, scope),
    phases: (await scoreFigures(service.eventLog, scope, 'phase')).map((found) => ({
      ...found,
      phase: found.phase ?? '',
    })),
  }));

/** The phases of milestones with the lowest scores by one measure. */
export const strugglesOf = (
  service: Scores,
  scope: ScoreScope,
  by: (typeof MEASURES)[number],
): Promise<ResponseStruggles> =>
  cached(service, scope, `struggles ${by}`, async () => {
    const [all] = await scoreFigures(service.eventLog, scope, 'nothing');
    const overall = all?.[by] ?? null;
    const places = struggles(await scoreFigures(service.eventLog, scope, 'place'), overall, by);
    return { ...answered(scope), by, unit: unitOf(scope), overall, places: places.slice(0, MOST_PLACES) };
  });

/** The scores of a scope week by week. */
export const trendOf = (service: Scores, scope: ScoreScope): Promise<ResponseTrend> =>
  cached(service, scope, 'trend', async () => ({
    ...answered(scope),
    unit: unitOf(scope),
    weeks: (await scoreFigures(service.eventLog, scope, 'week')).map((found) => ({
      ...found,
      weekStart: found.weekStart ?? '',
    })),
  }));

/** The phases of the sessions of a scope, newest first, at most `limit`. */
export async function sessionsOf(
  { eventLog }: Pick<Service, 'eventLog'>,
  scope: ScoreScope,
  limit: number,
): Promise<ResponseSessions> {
  const { total, phases } = await phasesOfSessions(eventLog, scope, limit);
  return { ...answered(scope), total, phases: phases.map(sessionView) };
}

const answered = (scope: ScoreScope) => ({ ...scope, asOf: toIso(scope.asOf) });

/** A view of one presentation is cached; one of all presentations is computed each time. */
const cached = <T>(
  { views }: Scores,
  scope: ScoreScope,
  what: string,
  compute: () => Promise<T>,
): Promise<T> =>
  scope.presentationId === null
    ? compute()
    : views.view(scope.presentationId, `responses ${what} ${scope.asOf} ${scope.learnerId ?? ''}`, compute);

const sessionView = (row: PhaseOfSession): ResponseSessions['phases'][number] => ({
  learnerId: row.user_id,
  sessionId: row.session_id,
  milestone: row.milestone,
  phase: row.phase,
  startedAt: toIso(moment(row.started_ms)),
  endedAt: toIso(moment(row.ended_ms)),
  durationMinutes: row.duration_minutes,
  gapMinutes: row.gap_minutes,
  responses: row.responses,
  excluded: row.excluded,
  meanAccuracy: row.mean_accuracy_percent,
  meanEngagement: row.mean_engagement_score,
  meanEmotion: row.mean_emotional_score,
  composite: row.composite_score,
  engagementState: row.mode_engagement_state,
  pronunciation: row.mode_pronunciation,
  dominantEmotion: row.mode_dominant_emotion,
  audioQuality: row.mode_audio_quality,
});
