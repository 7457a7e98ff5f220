import type { Selectable } from 'kysely';
import type { Recipient } from '../domain/decision.ts';
import type { Moment } from '../domain/moment.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { State, StateTables } from '../store/state.ts';
import type { InboxMessage } from './inbox-view.ts';

/** What a learner or their coach was sent until a moment, newest first. */
export async function inboxMessages(
  state: State,
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

export const messageView = (row: Selectable<StateTables['inbox_message']>): InboxMessage => ({
  key: row.key,
  intervention: row.intervention,
  recipient: row.recipient as InboxMessage['recipient'],
  priority: row.priority as InboxMessage['priority'],
  title: row.title,
  body: row.body,
  deliveredAt: row.delivered_at.toISOString(),
  openedAt: row.opened_at?.toISOString() ?? null,
});
