import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { explained } from '../insight/explain.ts';
import { fomoOf } from '../insight/fomo.ts';
import { recommendationsFor } from '../insight/recommendations.ts';
import type { ApiContext } from './context.ts';
import type { Server } from './http.ts';
import { nudgeSchema } from './insight.ts';
import { allButBody, askedIn, bodySchema } from './insight-request.ts';

const share = z.number().min(0).max(1);

export const fomoSchema = z.object({
  score: share,
  level: z
    .enum(['low', 'medium', 'high'])
    .meta({ description: 'A score below 0.3 is low, one below 0.7 medium.' }),
  factors: z.object({ buddies: share, attendance: share, absence: share }),
  recommendations: z.array(z.string()),
});

const explanationSchema = z.object({
  ruleset: z.enum(['flat', 'nested', 'union']),
  today: z.string().meta({ examples: ['2025-06-10'] }),
  nudges: z.array(nudgeSchema.omit({ type: true })),
  fomo: fomoSchema,
  rules: z.array(
    z.object({
      rule: z.string(),
      enabled: z.boolean(),
      fired: z.boolean(),
      needs: z.enum(['all', 'any']),
      conditions: z.array(
        z.object({
          fact: z.string(),
          value: z.number().nullable(),
          wanted: z.enum(['at least', 'below']),
          threshold: z.number(),
          holds: z.boolean(),
        }),
      ),
      numbersMayBeSaid: z.boolean(),
    }),
  ),
  models: z.object({ fromProbability: share, resume: share.nullable(), event: share.nullable() }),
});
export type ExplanationView = z.infer<typeof explanationSchema>;

/** Numbers in an address are texts. */
const count = (most: number) => z.coerce.number().int().min(0).max(most);

const fomoQuery = z.object({
  buddies: count(1_000_000).meta({ examples: [4] }),
  buddiesAttending: count(1_000_000).meta({ examples: [2] }),
  attendance: z
    .string()
    .regex(/^(\d{1,7}(,\d{1,7})*)?$/, { error: 'must be one number of peers for each event, like 5,11,4' })
    .default('')
    .meta({ examples: ['5,11,4'], description: 'Number of peers at each event, separated by commas.' }),
  daysSinceLastEvent: count(100_000)
    .optional()
    .meta({ examples: [45], description: 'Omit it for a learner who has never attended an event.' }),
  ruleset: z.enum(['flat', 'nested', 'union']).default('union'),
});

export function insightExplainRoutes(
  server: Server,
  { insight, inService }: Pick<ApiContext, 'insight' | 'inService'>,
): void {
  server.post(
    '/v1/insight/explain',
    {
      validatorCompiler: allButBody,
      schema: {
        tags: ['insight'],
        summary: 'The nudges for a learner, and for every rule whether it fired and why; nothing is recorded',
        body: bodySchema,
        response: { 200: explanationSchema },
      },
    },
    async (request, reply) => {
      const asked = askedIn(request, reply as FastifyReply, insight);
      if (asked === null) return reply;
      const explanation = explained(asked.snapshot, inService().nudgeEngine, asked.question);
      const { ruleset, today } = asked.question;
      const { fomo } = explanation;
      const view = {
        ...explanation,
        ruleset,
        today,
        fomo: { ...fomo, recommendations: recommendationsFor(fomo) },
      };
      return view as unknown as ExplanationView;
    },
  );
  server.get(
    '/v1/insight/fomo',
    {
      schema: {
        tags: ['insight'],
        summary: 'How much a learner misses who stays away from events, and what to do about it',
        querystring: fomoQuery,
        response: { 200: fomoSchema },
      },
    },
    async (request) => {
      const { buddies, buddiesAttending, attendance, daysSinceLastEvent, ruleset } = request.query;
      const peers = attendance === '' ? [] : attendance.split(',').map(Number);
      const input = {
        buddies,
        buddiesAttending,
        attendance: peers,
        daysSinceLastEvent: daysSinceLastEvent ?? null,
      };
      const fomo = fomoOf(input, inService().nudgeEngine.settings.rulesets[ruleset].fullAbsenceDays);
      return { ...fomo, recommendations: recommendationsFor(fomo) };
    },
  );
}
