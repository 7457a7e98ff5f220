import { sql } from 'kysely';
import { z } from 'zod';
import type { InsightEngine } from '../insight/engine.ts';
import { VERSION } from '../version.ts';
import type { ApiContext } from './context.ts';
import type { Server } from './http.ts';
import { clockNotice } from './time-machine.ts';

const healthSchema = z.object({
  status: z.enum(['ok', 'failing']),
  detail: z.object({
    state: z.string(),
    eventLog: z.string(),
    model: z.string(),
    nudgeModels: z.string(),
    clock: z
      .string()
      .meta({ description: 'Whether the clock is the real one; in a time machine, how to change it.' }),
  }),
});

export function healthRoutes(
  server: Server,
  context: Pick<ApiContext, 'state' | 'eventLog' | 'inService' | 'clock' | 'timeMachine'>,
): void {
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
      const { scorer, nudgeEngine } = context.inService();
      const state = await probe(() => sql`select 1`.execute(context.state));
      const eventLog = await probe(() => context.eventLog.rows('select 1'));
      const status = state === 'ok' && eventLog === 'ok' ? 'ok' : 'failing';
      return reply.code(status === 'ok' ? 200 : 503).send({
        status,
        detail: {
          state,
          eventLog,
          model: scorer.modelId,
          nudgeModels: nudgeModelsState(nudgeEngine),
          clock: clockNotice(context) ?? 'real',
        },
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
const nudgeModelsState = ({ models }: InsightEngine): string =>
  models.missing.length === 0 ? 'ok' : `rules only: ${models.missing.join('; ')}`;

async function probe(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
