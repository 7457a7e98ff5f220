import { z } from 'zod';
import { BANDS } from '../domain/risk.ts';
import { attentionAt } from '../read/attention.ts';
import { ATTENTION_SORTS, SUGGESTED } from '../read/attention-order.ts';
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
    .meta({ description: 'Bands to show, separated by commas. Default: all.' }),
  search: z.string().max(100).default('').meta({ description: 'Part of a learner id.' }),
  suggested: z.enum(SUGGESTED).default('any').meta({
    description:
      'Only learners with a suggestion for the coach, with one that is new on this day, or with a message to themselves.',
  }),
  sort: z.enum(ATTENTION_SORTS).default('attention').meta({
    description:
      'attention lists the highest risk first, but learners who have been silent for more than `reachableDays` days last, since most of them have left already. Where the risk is withheld, it lists the most urgent proposal of the rules first, then learners within reach, the longest silent first, and ignores bands.',
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
        summary: 'Which learners need attention, why, and what to do',
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
