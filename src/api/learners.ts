import { z } from 'zod';
import { isTimeZone } from '../domain/time-zone.ts';
import type { ApiContext } from './context.ts';
import type { Server } from './http.ts';

const preferencesSchema = z.object({
  timeZone: z
    .string()
    .refine(isTimeZone, { error: 'must be an IANA time zone, for example Europe/London' })
    .meta({ examples: ['Europe/London'] }),
  optedOut: z.boolean(),
});

export function learnersRoutes(server: Server, context: ApiContext): void {
  server.put(
    '/v1/learners/:learnerId/preferences',
    {
      schema: {
        tags: ['nudges'],
        summary: 'What a learner asked for: no nudges, and the zone of their quiet hours',
        params: z.object({ learnerId: z.string().min(1).max(100) }),
        body: preferencesSchema,
        response: { 200: preferencesSchema },
      },
    },
    async (request) => {
      const row = { time_zone: request.body.timeZone, opted_out: request.body.optedOut };
      await context.state
        .insertInto('learner')
        .values({ id: request.params.learnerId, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
      return request.body;
    },
  );
}
