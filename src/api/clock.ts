import { z } from 'zod';
import { toIso } from '../domain/moment.ts';
import { momentField } from '../read/fields.ts';
import type { ApiContext } from './context.ts';
import { askedMoment } from './context.ts';
import type { Server } from './http.ts';
import { clockNotice, clockNoticeField } from './time-machine.ts';

export const clockSchema = z.object({
  now: momentField.meta({
    description: "The present moment of the server: its clock's, or the day that the time machine shows.",
  }),
  timeMachine: z.object({ presentationId: z.string() }).nullable().meta({
    description: 'Set when the clock stands still on a day of a past presentation; otherwise null.',
  }),
  notice: clockNoticeField,
});
export type ClockView = z.infer<typeof clockSchema>;

export function clockRoute(server: Server, context: Pick<ApiContext, 'clock' | 'timeMachine'>): void {
  server.get(
    '/v1/clock',
    {
      schema: {
        tags: ['clock'],
        summary: 'The present moment of the server',
        response: { 200: clockSchema },
      },
    },
    async () => ({
      now: toIso(askedMoment(context, undefined)),
      timeMachine: context.timeMachine,
      notice: clockNotice(context),
    }),
  );
}
