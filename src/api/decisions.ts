import { z } from 'zod';
import { decisionsUntil } from '../read/decisions.ts';
import { decisionSchema } from '../read/decisions-view.ts';
import { type AsOf, askedMoment, askedPresentation } from './context.ts';
import type { Server } from './http.ts';
import { asOfQuery, presentationParams } from './params.ts';

const decisionsQuery = asOfQuery.extend({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(366)
    .default(7)
    .meta({ description: 'How many days before asOf to look back.' }),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});

export function decisionsRoute(server: Server, context: Pick<AsOf, 'state' | 'clock' | 'timeMachine'>): void {
  server.get(
    '/v1/presentations/:presentationId/decisions',
    {
      schema: {
        tags: ['nudges'],
        summary: 'The decisions, with every candidate and every verdict, newest first',
        params: presentationParams,
        querystring: decisionsQuery,
        response: { 200: z.object({ decisions: z.array(decisionSchema) }) },
      },
    },
    async (request) => {
      const presentation = await askedPresentation(context, request.params.presentationId);
      const asOf = askedMoment(context, request.query.asOf, presentation);
      return { decisions: await decisionsUntil(context.state, presentation, asOf, request.query) };
    },
  );
}
