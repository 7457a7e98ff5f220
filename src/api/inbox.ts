import { z } from 'zod';
import type { Recipient } from '../domain/decision.ts';
import { learnerId } from '../domain/learner.ts';
import { type Moment, moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import { presentationId } from '../domain/presentation.ts';
import { NotFoundError } from '../errors.ts';
import { appendEvents } from '../ingest/append.ts';
import type { ApiContext } from './context.ts';
import { askedMoment, askedPresentation } from './context.ts';
import { asOfQuery, enrolmentParams, momentField } from './fields.ts';
import type { Server } from './http.ts';

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

export function inboxRoutes(server: Server, context: ApiContext): void {
  server.get(
    '/v1/enrolments/:presentationId/:learnerId/inbox',
    {
      schema: {
        tags: ['nudges'],
        summary: "A learner's inbox, newest first",
        params: enrolmentParams,
        querystring: asOfQuery,
        response: { 200: z.object({ messages: z.array(inboxMessageSchema) }) },
      },
    },
    async (request) => {
      const presentation = await askedPresentation(context, request.params.presentationId);
      const asOf = askedMoment(context, request.query.asOf);
      return {
        messages: await inboxMessages(context, presentation, request.params.learnerId, asOf, ['learner']),
      };
    },
  );
  server.post(
    '/v1/inbox/opened',
    {
      schema: {
        tags: ['nudges'],
        summary: 'The learner opened a message',
        body: z.object({ key: z.string().min(1).max(500) }),
        response: { 200: inboxMessageSchema },
      },
    },
    async (request) => openMessage(context, request.body.key),
  );
}

/** What one learner or their coach was sent by then, newest first. */
export async function inboxMessages(
  { state }: Pick<ApiContext, 'state'>,
  presentation: Presentation,
  learner: string,
  asOf: Moment,
  recipients: readonly Recipient[],
): Promise<InboxMessage[]> {
  const rows = await state
    .selectFrom('inbox_message')
    .selectAll()
    .where('presentation_id', '=', presentation.id)
    .where('learner_id', '=', learner)
    .where('recipient', 'in', [...recipients])
    .where('delivered_at', '<=', new Date(asOf))
    .orderBy('delivered_at', 'desc')
    .orderBy('key')
    .execute();
  return rows.map((row) => ({
    ...messageView(row),
    openedAt: row.opened_at !== null && row.opened_at.getTime() <= asOf ? row.opened_at.toISOString() : null,
  }));
}

interface InboxRow {
  readonly key: string;
  readonly intervention: string;
  readonly recipient: string;
  readonly priority: string;
  readonly title: string;
  readonly body: string;
  readonly delivered_at: Date;
  readonly opened_at: Date | null;
}

const messageView = (row: InboxRow): InboxMessage => ({
  key: row.key,
  intervention: row.intervention,
  recipient: row.recipient as InboxMessage['recipient'],
  priority: row.priority as InboxMessage['priority'],
  title: row.title,
  body: row.body,
  deliveredAt: row.delivered_at.toISOString(),
  openedAt: row.opened_at?.toISOString() ?? null,
});

/** Marks a message opened, the first time only, and puts the fact into the event log. */
async function openMessage(context: ApiContext, key: string): Promise<InboxMessage> {
  await context.state
    .updateTable('inbox_message')
    .set({ opened_at: new Date(context.clock()) })
    .where('key', '=', key)
    .where('opened_at', 'is', null)
    .execute();
  const row = await context.state
    .selectFrom('inbox_message')
    .selectAll()
    .where('key', '=', key)
    .executeTakeFirst();
  if (row === undefined) throw new NotFoundError(`There is no message ${key}.`);
  // Of the first time, so that a message opened again is the same fact.
  const openedAt = moment((row.opened_at as Date).getTime());
  await appendEvents(context.eventLog, [
    {
      id: `nudge_opened:${key}`,
      learnerId: learnerId(row.learner_id),
      presentationId: presentationId(row.presentation_id),
      verb: 'nudge_opened',
      objectId: key,
      objectType: row.intervention,
      occurredAt: openedAt,
      precision: 'instant',
      interactions: 1,
      durationSeconds: null,
      scorePercent: null,
      attributes: {},
      source: 'rekindle',
    },
  ]);
  return messageView(row);
}
