import { z } from 'zod';
import { HEATMAP_ROWS, heatmapAt } from '../read/heatmap.ts';
import { heatmapSchema } from '../read/heatmap-view.ts';
import { type AsOf, askedMoment, askedPresentation } from './context.ts';
import type { Server } from './http.ts';
import { asOfQuery, presentationParams } from './params.ts';

const heatmapQuery = asOfQuery.extend({
  rows: z.enum(HEATMAP_ROWS).default('cohorts'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(60)
    .meta({ description: 'How many learners to show, the largest rise of risk in four weeks first.' }),
});

export function heatmapRoute(server: Server, context: AsOf): void {
  server.get(
    '/v1/presentations/:presentationId/heatmap',
    {
      schema: {
        tags: ['courses'],
        summary: 'Risk by week, of cohorts or of learners',
        params: presentationParams,
        querystring: heatmapQuery,
        response: { 200: heatmapSchema },
      },
    },
    async ({ params, query: { asOf, rows, limit } }) => {
      const presentation = await askedPresentation(context, params.presentationId);
      const service = context.inService();
      return heatmapAt(service, presentation, askedMoment(context, asOf), rows, limit);
    },
  );
}
