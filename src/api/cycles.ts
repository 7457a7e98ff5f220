import { z } from 'zod';
import { runCycle } from '../cycle/cycle.ts';
import { toIso } from '../domain/moment.ts';
import { momentField } from '../read/fields.ts';
import { type AsOf, askedMoment, askedPresentation } from './context.ts';
import type { Server } from './http.ts';
import { presentationParams } from './params.ts';

const cycleSummarySchema = z.object({
  presentationId: z.string(),
  at: momentField,
  decisions: z.number().int(),
  proposed: z.number().int(),
  queued: z.number().int(),
  replayed: z.number().int().meta({
    description:
      'Interventions that would have been queued. The cycle of a time machine is a replay, from which nobody gets anything.',
  }),
  delivered: z.number().int(),
  failed: z.number().int(),
});

export function cyclesRoute(server: Server, context: AsOf): void {
  server.post(
    '/v1/presentations/:presentationId/cycles',
    {
      schema: {
        tags: ['nudges'],
        summary: 'Run a cycle now: score, decide, record and deliver. Running it again changes nothing.',
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
