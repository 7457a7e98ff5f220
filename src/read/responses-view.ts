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
    .meta({ description: '95 % interval of the mean by Student’s t; null when there is only one value.' }),
  n: count.meta({
    description:
      'Number of values in the mean: learners, or the responses of a learner when only one is asked for.',
  }),
};
const measureField = z.object(interval).nullable().meta({ description: 'Null when nothing was measured.' });
const countsField = z.record(z.string(), count);

const figures = {
  responses: count.meta({ description: 'Responses that count, without excluded recordings.' }),
  learners: count,
  excluded: z
    .object({ blank: count, distorted: count })
    .meta({ description: 'Recordings that no mean includes.' }),
  accuracy: measureField,
  engagement: measureField,
  emotion: measureField.meta({
    description:
      'How pleasant the voice sounded, 0 to 100. Null unless the analysis was asked for emotions, with the learners’ consent. Not validated against human judgement.',
  }),
  composite: measureField.meta({ description: '0.6 x emotion + 0.4 x accuracy; null without emotions.' }),
  engagementStates: countsField.meta({ examples: [{ engaged: 12, neutral: 30, disengaged: 4 }] }),
  pronunciations: countsField.meta({ examples: [{ good: 20, average: 18, poor: 8 }] }),
  emotions: countsField.meta({ description: 'Empty without the learners’ consent.' }),
  emotionConfidence: z.number().min(0).max(1).nullable().meta({
    description:
      'Mean probability that the recognised emotion is right. Guessing among the five emotions gives 0.2.',
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
    unanalysed: count.meta({
      description: 'Responses without an analysed recording; the platform’s accuracy counts.',
    }),
    withoutPhase: count,
    withEmotion: count,
  }),
  phases: z
    .array(z.object({ phase: z.string(), ...figures }))
    .meta({ description: 'In the order in which learners go through them.' }),
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
          description: 'Whether the whole interval lies below the overall mean. Such phases come first.',
        }),
      }),
    )
    .meta({
      description: 'Phases of milestones, beginning with those where learners struggle most; at most 200.',
    }),
});
export type ResponseStruggles = z.infer<typeof responseStrugglesSchema>;

/** GET /v1/responses/trend */
export const responseTrendSchema = scopeFields.extend({
  unit: z.enum(['learner', 'response']),
  weeks: z
    .array(z.object({ weekStart: dateField, ...figures }))
    .meta({ description: 'Weeks with at least one response, each named by its Monday, oldest first.' }),
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
        gapMinutes: z
          .number()
          .nullable()
          .meta({ description: 'Minutes until the next phase; null for the last one.' }),
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
