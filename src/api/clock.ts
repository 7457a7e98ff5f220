import { z } from 'zod';
import { momentField } from './fields.ts';

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
