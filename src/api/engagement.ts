import { z } from 'zod';
import { learnerId } from '../domain/learner.ts';
import { toIso } from '../domain/moment.ts';
import { momentField } from '../read/fields.ts';
import type { ApiContext } from './context.ts';
import { askedMoment, askedPresentation } from './context.ts';
import type { Server } from './http.ts';
import { asOfQuery, presentationParams } from './params.ts';

const candidateSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(200)
    .meta({ examples: ['703721'] }),
  type: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({
      description: 'Kind of content. The score rests on it alone while nobody has used the item.',
      examples: ['quiz'],
    }),
});

/** POST /v1/engagement/score */
const requestSchema = z.strictObject({
  learnerId: z
    .string()
    .min(1)
    .max(100)
    .meta({ examples: ['11391'] }),
  items: z
    .array(candidateSchema)
    .min(1)
    .max(1000)
    .meta({ examples: [[{ id: '703721' }, { id: 'new-quiz', type: 'quiz' }]] }),
  context: z.strictObject({ ...presentationParams.shape, ...asOfQuery.shape }),
});

export const engagementSchema = z.object({
  presentationId: z.string(),
  learnerId: z.string(),
  weekStart: momentField.meta({
    description: 'Start of the week that is predicted. Later events are not used.',
  }),
  modelId: z.string(),
  learnerKnown: z.boolean().meta({
    description:
      'False when the learner had not registered before the week; the score then assumes an average learner.',
  }),
  items: z
    .array(
      z.object({
        id: z.string(),
        rank: z.number().int().min(1),
        probability: z
          .number()
          .min(0)
          .max(1)
          .meta({ description: 'Calibrated probability that the learner uses the item in that week.' }),
        known: z.boolean().meta({
          description:
            'False when nobody had used the item before the week; the score then assumes an average item of its type, or of all types.',
        }),
      }),
    )
    .meta({ description: 'Most likely first.' }),
});
export type EngagementView = z.infer<typeof engagementSchema>;

export function engagementRoute(
  server: Server,
  context: Pick<ApiContext, 'state' | 'clock' | 'timeMachine' | 'content'>,
): void {
  server.post(
    '/v1/engagement/score',
    {
      schema: {
        tags: ['engagement'],
        summary: 'Which content a learner is likely to use this week: candidates ranked by probability',
        body: requestSchema,
        response: { 200: engagementSchema },
      },
    },
    async (request): Promise<EngagementView> => {
      const { learnerId: learner, items, context: about } = request.body;
      const presentation = await askedPresentation(context, about.presentationId);
      const scores = await context.content.score(
        presentation,
        askedMoment(context, about.asOf, presentation),
        learnerId(learner),
        items,
      );
      return {
        presentationId: presentation.id,
        learnerId: learner,
        weekStart: toIso(scores.weekStart),
        modelId: context.content.modelId,
        learnerKnown: scores.learnerKnown,
        items: scores.candidates.map((candidate, index) => ({ ...candidate, rank: index + 1 })),
      };
    },
  );
}
