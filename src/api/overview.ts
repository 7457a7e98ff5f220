import { overviewAt } from '../read/overview.ts';
import { overviewSchema } from '../read/overview-view.ts';
import { type AsOf, askedMoment, askedPresentation } from './context.ts';
import type { Server } from './http.ts';
import { asOfQuery, presentationParams } from './params.ts';

export function overviewRoute(server: Server, context: AsOf): void {
  server.get(
    '/v1/presentations/:presentationId/overview',
    {
      schema: {
        tags: ['courses'],
        summary: 'The figures of a course at a glance',
        params: presentationParams,
        querystring: asOfQuery,
        response: { 200: overviewSchema },
      },
    },
    async ({ params, query }) => {
      const presentation = await askedPresentation(context, params.presentationId);
      const service = context.inService();
      return overviewAt(service, presentation, askedMoment(context, query.asOf, presentation));
    },
  );
}
