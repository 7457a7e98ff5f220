import { z } from 'zod';
import { MEASURES } from '../responses/scores/score-figures.ts';
import { dateField, momentField } from './fields.ts';

export const scopeFields = z.object({
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
