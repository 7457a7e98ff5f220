import { z } from 'zod';
import { BANDS } from '../domain/risk.ts';
import { attentionAt, REACHABLE_DAYS } from '../read/attention.ts';
import { ATTENTION_SORTS } from '../read/attention-order.ts';
import { attentionSchema } from '../read/attention-view.ts';
import { type AsOf, askedMoment, askedPresentation } from './context.ts';
import type { Server } from './http.ts';
import { asOfQuery, presentationParams } from './params.ts';

const attentionQuery = asOfQuery.extend({
  band: z
    .string()
    .optional()
    .transform((text) => (text === undefined || text === '' ? [...BANDS] : text.split(',')))
    .pipe(z.array(z.enum(BANDS)))
    .meta({ description: 'Bands to show, comma between; all by default.' }),
  search: z.string().max(100).default('').meta({ description: 'Part of a learner id.' }),
  sort: z
    .enum(ATTENTION_SORTS)
    .default('attention')
    .meta({
      description: `attention: by risk, but learners silent for more than ${REACHABLE_DAYS} days last, since most have left already. Where the risk is withheld: by the priority of what the rules propose, then the longest silent of those in reach; bands are not looked at.`,
    }),
  order: z.enum(['asc', 'desc']).default('desc'),
  limit: z.coerce.number().int().min(1).max(500).default(25),
  offset: z.coerce.number().int().min(0).default(0),
});

export function attentionRoute(server: Server, context: AsOf): void {
  server.get(
    '/v1/presentations/:presentationId/attention',
    {
      schema: {
        tags: ['courses'],
        summary: 'Who needs attention, why, and what to do',
        params: presentationParams,
        querystring: attentionQuery,
        response: { 200: attentionSchema },
      },
    },
    async ({ params, query }) => {
      const presentation = await askedPresentation(context, params.presentationId);
      const service = context.inService();
      return attentionAt(service, presentation, askedMoment(context, query.asOf), query);
    },
  );
}
