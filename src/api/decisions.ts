import { z } from 'zod';
import { runCycle } from '../cycle/cycle.ts';
import { addDays, toIso } from '../domain/moment.ts';
import type { ApiContext } from './context.ts';
import { askedMoment, askedPresentation } from './context.ts';
import { asOfQuery, candidateField, momentField, presentationParams } from './fields.ts';
import type { Server } from './http.ts';

const decisionSchema = z.object({
  id: z.string(),
  presentationId: z.string(),
  learnerId: z.string(),
  decidedAt: momentField,
  probability: z.number().nullable(),
  modelId: z.string().nullable(),
  riskWithheld: z
    .string()
    .nullable()
    .meta({ description: 'Why the rules decided without the risk; null where the risk counted.' }),
  holdout: z.boolean(),
  propensity: z.number(),
  candidates: z.array(candidateField),
});

const decisionsQuery = asOfQuery.extend({
  days: z.coerce.number().int().min(1).max(366).default(7).meta({ description: 'How far back from asOf.' }),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});

const cycleSummarySchema = z.object({
  presentationId: z.string(),
  at: momentField,
  decisions: z.number().int(),
  proposed: z.number().int(),
  queued: z.number().int(),
  delivered: z.number().int(),
  failed: z.number().int(),
});

export function decisionsRoutes(server: Server, context: ApiContext): void {
  server.get(
    '/v1/presentations/:presentationId/decisions',
    {
      schema: {
        tags: ['nudges'],
        summary: 'What was decided, with every candidate and every verdict, newest first',
        params: presentationParams,
        querystring: decisionsQuery,
        response: { 200: z.object({ decisions: z.array(decisionSchema) }) },
      },
    },
    async (request) => {
      const presentation = await askedPresentation(context, request.params.presentationId);
      const asOf = askedMoment(context, request.query.asOf);
      const rows = await context.state
        .selectFrom('decision')
        .selectAll()
        .where('presentation_id', '=', presentation.id)
        .where('decided_at', '<=', new Date(asOf))
        .where('decided_at', '>', new Date(addDays(asOf, -request.query.days)))
        .orderBy('decided_at', 'desc')
        .orderBy('id')
        .limit(request.query.limit)
        .offset(request.query.offset)
        .execute();
      return {
        decisions: rows.map((row) => ({
          id: row.id,
          presentationId: row.presentation_id,
          learnerId: row.learner_id,
          decidedAt: row.decided_at.toISOString(),
          probability: row.probability,
          modelId: row.model_id,
          riskWithheld: row.risk_withheld,
          holdout: row.holdout,
          propensity: row.propensity,
          candidates: row.candidates as z.infer<typeof candidateField>[],
        })),
      };
    },
  );
  server.post(
    '/v1/presentations/:presentationId/cycles',
    {
      schema: {
        tags: ['nudges'],
        summary: 'Run a cycle now: score, decide, record, deliver. Running it again changes nothing.',
        params: presentationParams,
        response: { 200: cycleSummarySchema },
      },
    },
    async (request) => {
      const presentation = await askedPresentation(context, request.params.presentationId);
      const service = context.inService();
      const summary = await runCycle(service, presentation, askedMoment(context, undefined));
      service.views.forget(presentation.id);
      return { ...summary, at: toIso(summary.at) };
    },
  );
}
