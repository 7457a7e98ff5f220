import { z } from 'zod';
import { moment, toIso } from '../domain/moment.ts';
import { type PhaseOfSession, phasesOfSessions } from '../responses/scores/phase-sessions.ts';
import { MEASURES, responseCounts, scoreFigures, unitOf } from '../responses/scores/score-figures.ts';
import type { ScoreScope } from '../responses/scores/scored-log.ts';
import { struggles } from '../responses/scores/struggles.ts';
import type { ApiContext } from './context.ts';
import { askedMoment, askedPresentation } from './context.ts';
import { asOfQuery, dateField, momentField } from './fields.ts';
import type { Server } from './http.ts';

/** Spoken responses, scored: of a presentation or all, of one learner or everybody. */
const scopeQuery = asOfQuery.extend({
  presentationId: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Default: all presentations.', examples: ['BBB-2014B'] }),
  learnerId: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Default: everybody.', examples: ['11391'] }),
});

const scopeFields = z.object({
  presentationId: z.string().nullable(),
  learnerId: z.string().nullable(),
  asOf: momentField,
});

const score = z.number().min(0).max(100);
const count = z.number().int().min(0);
const interval = {
  mean: score,
  low: score.nullable(),
  high: score
    .nullable()
    .meta({ description: '95 % interval of the mean by Student’s t; null where there is one value.' }),
  n: count.meta({
    description: 'Values in the mean: learners, or responses where one learner is asked for.',
  }),
};
const measureField = z.object(interval).nullable().meta({ description: 'Null where nothing was measured.' });
const countsField = z.record(z.string(), count);

const figures = {
  responses: count.meta({ description: 'Those that count, without excluded recordings.' }),
  learners: count,
  excluded: z
    .object({ blank: count, distorted: count })
    .meta({ description: 'Recordings that are left out of every mean.' }),
  accuracy: measureField,
  engagement: measureField,
  emotion: measureField.meta({
    description:
      'How pleasant the voice sounded, 0 to 100. Null unless emotions were asked for with the learners’ consent. Not validated against human judgement.',
  }),
  composite: measureField.meta({ description: '0.6 x emotion + 0.4 x accuracy; null without emotions.' }),
  engagementStates: countsField.meta({ examples: [{ engaged: 12, neutral: 30, disengaged: 4 }] }),
  pronunciations: countsField.meta({ examples: [{ good: 20, average: 18, poor: 8 }] }),
  emotions: countsField.meta({ description: 'Empty without consent.' }),
  emotionConfidence: z.number().min(0).max(1).nullable().meta({
    description: 'Mean chance that the heard emotion is right; of five, guessing is right in 0.2.',
  }),
};

/** GET /v1/responses/phases?presentationId&learnerId&asOf */
export const responsePhasesSchema = scopeFields.extend({
  unit: z.enum(['learner', 'response']).meta({ description: 'What counts once in the means.' }),
  counts: z.object({
    responses: count,
    learners: count,
    sessions: count,
    blank: count,
    distorted: count,
    unanalysed: count.meta({ description: 'No recording was analysed; the platform’s accuracy counts.' }),
    withoutPhase: count,
    withEmotion: count,
  }),
  phases: z
    .array(z.object({ phase: z.string(), ...figures }))
    .meta({ description: 'In the order of learning.' }),
});
export type ResponsePhases = z.infer<typeof responsePhasesSchema>;

/** GET /v1/responses/struggles?by */
const strugglesQuery = scopeQuery.extend({
  by: z.enum(MEASURES).default('accuracy').meta({ description: 'Ranked by this score, lowest first.' }),
});
export const responseStrugglesSchema = scopeFields.extend({
  by: z.enum(MEASURES),
  unit: z.enum(['learner', 'response']),
  overall: measureField,
  places: z
    .array(
      z.object({
        milestone: z.string().nullable(),
        phase: z.string(),
        responses: count,
        learners: count,
        ...interval,
        isBelowOverall: z.boolean().meta({
          description: 'The whole interval lies below the overall mean; these come first.',
        }),
      }),
    )
    .meta({ description: 'Phases of milestones, those where learners struggle most first; at most 200.' }),
});
export type ResponseStruggles = z.infer<typeof responseStrugglesSchema>;

/** GET /v1/responses/trend */
export const responseTrendSchema = scopeFields.extend({
  unit: z.enum(['learner', 'response']),
  weeks: z
    .array(z.object({ weekStart: dateField, ...figures }))
    .meta({ description: 'Weeks with any response, by their Mondays, oldest first.' }),
});
export type ResponseTrend = z.infer<typeof responseTrendSchema>;

/** GET /v1/responses/sessions */
const sessionsQuery = scopeQuery.extend({
  learnerId: scopeQuery.shape.learnerId.unwrap().meta({ examples: ['11391'] }),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export const responseSessionsSchema = scopeFields.extend({
  total: count,
  phases: z
    .array(
      z.object({
        learnerId: z.string(),
        sessionId: z.string().nullable(),
        milestone: z.string().nullable(),
        phase: z.string(),
        startedAt: momentField,
        endedAt: momentField,
        durationMinutes: z.number(),
        gapMinutes: z.number().nullable().meta({ description: 'To the next phase; null in the last one.' }),
        responses: count,
        excluded: count,
        meanAccuracy: score.nullable(),
        meanEngagement: score.nullable(),
        meanEmotion: score.nullable(),
        composite: score.nullable(),
        engagementState: z.string().nullable().meta({ description: 'The most frequent one.' }),
        pronunciation: z.string().nullable(),
        dominantEmotion: z.string().nullable(),
        audioQuality: z.string().nullable(),
      }),
    )
    .meta({ description: 'Newest first.' }),
});
export type ResponseSessions = z.infer<typeof responseSessionsSchema>;

const MOST_PLACES = 200;

export function responsesRoutes(server: Server, context: ApiContext): void {
  server.get(
    '/v1/responses/phases',
    {
      schema: {
        tags: ['spoken responses'],
        summary: 'Engagement, accuracy and pronunciation by phase of learning, of a learner or a cohort',
        querystring: scopeQuery,
        response: { 200: responsePhasesSchema },
      },
    },
    async (request): Promise<ResponsePhases> => {
      const scope = await askedScope(context, request.query);
      return remembered(context, scope, 'phases', async () => ({
        ...answered(scope),
        unit: unitOf(scope),
        counts: await responseCounts(context.eventLog, scope),
        phases: (await scoreFigures(context.eventLog, scope, 'phase')).map((found) => ({
          ...found,
          phase: found.phase ?? '',
        })),
      }));
    },
  );
  server.get(
    '/v1/responses/struggles',
    {
      schema: {
        tags: ['spoken responses'],
        summary: 'Where learners struggle: phases by their lowest scores, with intervals',
        querystring: strugglesQuery,
        response: { 200: responseStrugglesSchema },
      },
    },
    async (request): Promise<ResponseStruggles> => {
      const { by } = request.query;
      const scope = await askedScope(context, request.query);
      return remembered(context, scope, `struggles ${by}`, async () => {
        const [all] = await scoreFigures(context.eventLog, scope, 'nothing');
        const overall = all?.[by] ?? null;
        const places = struggles(await scoreFigures(context.eventLog, scope, 'place'), overall, by);
        return { ...answered(scope), by, unit: unitOf(scope), overall, places: places.slice(0, MOST_PLACES) };
      });
    },
  );
  server.get(
    '/v1/responses/trend',
    {
      schema: {
        tags: ['spoken responses'],
        summary: 'Scores of spoken responses week by week',
        querystring: scopeQuery,
        response: { 200: responseTrendSchema },
      },
    },
    async (request): Promise<ResponseTrend> => {
      const scope = await askedScope(context, request.query);
      return remembered(context, scope, 'trend', async () => ({
        ...answered(scope),
        unit: unitOf(scope),
        weeks: (await scoreFigures(context.eventLog, scope, 'week')).map((found) => ({
          ...found,
          weekStart: found.weekStart ?? '',
        })),
      }));
    },
  );
  server.get(
    '/v1/responses/sessions',
    {
      schema: {
        tags: ['spoken responses'],
        summary: 'Each phase of each session of a learner: duration, gap, means and most frequent states',
        querystring: sessionsQuery,
        response: { 200: responseSessionsSchema },
      },
    },
    async (request): Promise<ResponseSessions> => {
      const scope = await askedScope(context, request.query);
      const { total, phases } = await phasesOfSessions(context.eventLog, scope, request.query.limit);
      return { ...answered(scope), total, phases: phases.map(sessionView) };
    },
  );
}

/** @throws NotFoundError where there is no such presentation */
async function askedScope(
  context: ApiContext,
  { presentationId, learnerId, asOf }: z.infer<typeof scopeQuery>,
): Promise<ScoreScope> {
  if (presentationId !== undefined) await askedPresentation(context, presentationId);
  return {
    presentationId: presentationId ?? null,
    learnerId: learnerId ?? null,
    asOf: askedMoment(context, asOf),
  };
}

const answered = (scope: ScoreScope): z.infer<typeof scopeFields> => ({ ...scope, asOf: toIso(scope.asOf) });

/** What is asked of all presentations at once is worked out each time. */
const remembered = <T>(context: ApiContext, scope: ScoreScope, what: string, work: () => Promise<T>) =>
  scope.presentationId === null
    ? work()
    : context
        .inService()
        .views.view(scope.presentationId, `responses ${what} ${scope.asOf} ${scope.learnerId ?? ''}`, work);

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
