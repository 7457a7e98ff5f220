import { z } from 'zod';
import { momentField } from './fields.ts';

export const inboxMessageSchema = z.object({
  key: z.string(),
  intervention: z.string(),
  recipient: z.enum(['learner', 'coach']),
  priority: z.enum(['high', 'medium', 'low']),
  title: z.string(),
  body: z.string(),
  deliveredAt: momentField,
  openedAt: momentField.nullable(),
});
export type InboxMessage = z.infer<typeof inboxMessageSchema>;
