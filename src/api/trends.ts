import { trendsAt } from '../read/trends.ts';
import { trendsSchema } from '../read/trends-view.ts';
import { type AsOf, askedMoment, askedPresentation } from './context.ts';
import type { Server } from './http.ts';
import { asOfQuery, presentationParams } from './params.ts';

export function trendsRoute(server: Server, context: AsOf): void {
  server.get(
    '/v1/presentations/:presentationId/trends',
    {
      schema: {
        tags: ['courses'],
        summary: 'Engagement by week, beside earlier presentations of the course',
        params: presentationParams,
        querystring: asOfQuery,
        response: { 200: trendsSchema },
      },
    },
    async ({ params, query }) => {
      const presentation = await askedPresentation(context, params.presentationId);
      const service = context.inService();
      return trendsAt(service, presentation, askedMoment(context, query.asOf, presentation));
    },
  );
}
