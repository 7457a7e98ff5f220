import { z } from 'zod';
import { learnerId } from '../domain/learner.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import { putPreferences } from '../store/learner-preferences.ts';
import type { ApiContext } from './context.ts';
import type { Server } from './http.ts';
import { TIME_ZONE } from './params.ts';

const preferencesSchema = z.strictObject({
  timeZone: z
    .string()
    .refine(isTimeZone, TIME_ZONE)
    .meta({ examples: ['Europe/London'] }),
  optedOut: z.boolean(),
});

export function learnersRoutes(server: Server, { state }: Pick<ApiContext, 'state'>): void {
  server.put(
    '/v1/learners/:learnerId/preferences',
    {
      schema: {
        tags: ['nudges'],
        summary:
          'Save what a learner asked for: whether to get nudges, and the time zone of their quiet hours',
        params: z.object({ learnerId: z.string().min(1).max(100) }),
        body: preferencesSchema,
        response: { 200: preferencesSchema },
      },
    },
    async (request) => {
      await putPreferences(state, { learnerId: learnerId(request.params.learnerId), ...request.body });
      return request.body;
    },
  );
}
