import { z } from 'zod';
import type { RiskChanged } from '../live/risk-feed.ts';
import { bandField, momentField, probabilityField } from '../read/fields.ts';
import type { ApiContext } from './context.ts';
import type { Server } from './http.ts';

/** GET /v1/stream?presentationId: server-sent events; `event: risk` carries one of these as its data */
export const riskChangedSchema = z.object({
  presentationId: z.string(),
  asOf: momentField,
  changes: z.array(z.object({ learnerId: z.string(), probability: probabilityField, band: bandField })),
  left: z.array(z.string()).meta({ description: 'Learners who are no longer registered.' }),
}) satisfies z.ZodType<RiskChanged>;

/** Idle connections are closed by proxies; a comment now and then keeps them open. */
const HEARTBEAT_MS = 15_000;

export function streamRoute(server: Server, context: Pick<ApiContext, 'feed' | 'onClose'>): void {
  server.get(
    '/v1/stream',
    {
      schema: {
        tags: ['enrolments'],
        summary: 'Server-sent events: `risk` whenever risks have changed, of one presentation or of all',
        querystring: z.object({ presentationId: z.string().min(1).optional() }),
        response: {
          200: {
            description: 'The data of one `risk` event',
            content: { 'text/event-stream': { schema: riskChangedSchema } },
          },
        },
      },
    },
    (request, reply) => {
      reply.hijack();
      const response = reply.raw;
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-cache',
        connection: 'keep-alive',
        'x-accel-buffering': 'no',
      });
      response.write('retry: 2000\n\n');
      const { presentationId } = request.query;
      const unsubscribe = context.feed.subscribe((changed) => {
        if (presentationId === undefined || changed.presentationId === presentationId)
          response.write(`event: risk\ndata: ${JSON.stringify(changed)}\n\n`);
      });
      const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
      request.raw.on('close', () => {
        clearInterval(heartbeat);
        unsubscribe();
      });
      context.onClose(() => response.end());
    },
  );
}
