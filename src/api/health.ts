import { sql } from 'kysely';
import { z } from 'zod';
import { VERSION } from '../version.ts';
import type { ApiContext } from './context.ts';
import type { Server } from './http.ts';

const healthSchema = z.object({
  status: z.enum(['ok', 'failing']),
  detail: z.object({ state: z.string(), eventLog: z.string(), model: z.string(), nudgeModels: z.string() }),
});

export function healthRoutes(server: Server, context: ApiContext): void {
  server.get(
    '/health',
    {
      schema: {
        tags: ['operations'],
        summary: 'Whether the server can do its work',
        response: { 200: healthSchema, 503: healthSchema },
      },
    },
    async (_, reply) => {
      const state = await probe(() => sql`select 1`.execute(context.state));
      const eventLog = await probe(() => context.eventLog.rows('select 1'));
      const status = state === 'ok' && eventLog === 'ok' ? 'ok' : 'failing';
      return reply.code(status === 'ok' ? 200 : 503).send({
        status,
        detail: { state, eventLog, model: context.scorer.modelId, nudgeModels: toldOf(context) },
      });
    },
  );
  server.get(
    '/version',
    {
      schema: {
        tags: ['operations'],
        summary: 'The version of Rekindle',
        response: { 200: z.object({ version: z.string() }) },
      },
    },
    async () => ({ version: VERSION }),
  );
}

/** Missing models are no failure: the rules decide alone. */
const toldOf = ({ insight: { engine } }: ApiContext): string =>
  engine.models.missing.length === 0 ? 'ok' : `rules only: ${engine.models.missing.join('; ')}`;

async function probe(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
