import { z } from 'zod';
import { toIso } from '../domain/moment.ts';
import { momentField } from '../read/fields.ts';
import type { ApiContext } from './context.ts';
import { askedMoment } from './context.ts';
import type { Server } from './http.ts';

export const clockSchema = z.object({
  now: momentField.meta({
    description: "The server's now: the clock's, or the chosen day of the time machine.",
  }),
  timeMachine: z
    .object({ presentationId: z.string() })
    .nullable()
    .meta({ description: 'Set where the clock stands still on a day of a past presentation.' }),
});
export type ClockView = z.infer<typeof clockSchema>;

export function clockRoute(server: Server, context: Pick<ApiContext, 'clock' | 'timeMachine'>): void {
  server.get(
    '/v1/clock',
    { schema: { tags: ['clock'], summary: "The server's now", response: { 200: clockSchema } } },
    async () => ({ now: toIso(askedMoment(context, undefined)), timeMachine: context.timeMachine }),
  );
}
