import type { ServerResponse } from 'node:http';
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

/** As many presentations as the tabs of a browser may show. */
const MOST_WATCHED = 100;

/** Idle connections are closed by proxies; a comment now and then keeps them open. */
const HEARTBEAT_MS = 15_000;

export function streamRoute(server: Server, context: Pick<ApiContext, 'feed' | 'onClose'>): void {
  const open = new Set<ServerResponse>();
  context.onClose(() => {
    for (const response of open) response.end();
  });
  server.get(
    '/v1/stream',
    {
      schema: {
        tags: ['enrolments'],
        summary: 'Server-sent events: `risk` whenever risks have changed, of these presentations',
        querystring: z.object({
          presentationId: z
            .union([z.string().min(1), z.array(z.string().min(1)).min(1).max(MOST_WATCHED)])
            .transform((ids) => [...new Set([ids].flat())]),
        }),
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
      open.add(response);
      const send = (changed: RiskChanged) =>
        response.write(`event: risk\ndata: ${JSON.stringify(changed)}\n\n`);
      const ends = request.query.presentationId.map((id) => context.feed.subscribe(id, send));
      const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
      request.raw.on('close', () => {
        clearInterval(heartbeat);
        for (const end of ends) end();
        open.delete(response);
      });
    },
  );
}
