import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { PRIORITIES } from '../domain/decision.ts';
import { answerText, nudgesText } from '../insight/contracts/answer.ts';
import { insightFor } from '../insight/engine.ts';
import type { ApiContext } from './context.ts';
import type { Server } from './http.ts';
import { allButBody, askedIn, bodySchema } from './insight-request.ts';

export const nudgeSchema = z.object({
  type: z.string().meta({
    description: 'In the flat contract profile, event or quiz; in the nested contract the same as kind.',
    examples: ['profile'],
  }),
  title: z.string().meta({
    examples: ['80% of your peers have uploaded resumes. A rough first version is enough to begin.'],
  }),
  action: z.string().meta({ examples: ['Upload resume now'] }),
  priority: z.enum(PRIORITIES),
  kind: z.enum(['resume', 'project', 'quiz', 'event', 'event_fomo', 'trending_event', 'comeback']),
  rank: z.number().int().min(1).max(3),
  source: z.enum(['rule', 'model']),
  probability: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .meta({ description: 'The probability that the model gives; null when a rule proposed the nudge.' }),
  reasons: z.array(
    z.object({
      fact: z.string(),
      value: z.number().nullable(),
      wanted: z.enum(['at least', 'below']).nullable(),
      threshold: z.number().nullable(),
    }),
  ),
  facts: z
    .record(z.string(), z.union([z.number(), z.string()]))
    .meta({ description: 'Numbers and names that the texts can use.' }),
});

const answerSchema = z.object({
  user_id: z.string(),
  nudges: z.array(nudgeSchema).max(3),
  status: z.string().meta({ description: 'generated in the flat contract, success in the nested one.' }),
});

export function insightRoutes(
  server: Server,
  { insight, inService }: Pick<ApiContext, 'insight' | 'inService'>,
): void {
  // A line a request would cost as much as the answer, and without lines none needs a logger of its own.
  const log = server.log.child({ route: '/analyze-engagement' }, { level: 'warn' });
  server.post(
    '/analyze-engagement',
    {
      childLoggerFactory: () => log,
      validatorCompiler: allButBody,
      schema: {
        tags: ['insight'],
        summary: 'At most three nudges for a learner, from their profile and a snapshot of their peers',
        body: bodySchema,
        response: { 200: answerSchema },
      },
    },
    async (request, reply) => {
      const asked = askedIn(request, reply as FastifyReply, insight);
      if (asked === null) return reply;
      const { snapshot, contract, question } = asked;
      const { ruleset, language } = question;
      const answered = insightFor(snapshot, inService().nudgeEngine, question);
      // Written once, for the answer and for the record.
      const nudges = nudgesText(answered, contract);
      await insight.recorder.record({
        userId: snapshot.userId,
        decidedAt: insight.clock(),
        ruleset,
        language,
        fomoScore: answered.fomo.score,
        nudges,
      });
      reply.header('content-language', language).type('application/json; charset=utf-8');
      return reply.send(answerText(snapshot.userId, nudges, contract) as never);
    },
  );
}
