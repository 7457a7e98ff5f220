import type { Selectable, Transaction } from 'kysely';
import { learnerId } from '../domain/learner.ts';
import { type Moment, moment } from '../domain/moment.ts';
import { presentationId } from '../domain/presentation.ts';
import { appendEvents } from '../ingest/append.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State, StateTables } from '../store/state.ts';
import type { Delivery } from './channels/channel.ts';
import { CHANNELS } from './channels.ts';

/** After this many failed attempts a message stays in the outbox with its last error, for an administrator to look at. */
const MAX_ATTEMPTS = 8;
const BATCH = 500;

/**
 * Delivers the messages that wait in the outbox. The transaction that delivers a message also marks it as delivered, so
 * that a crash leaves neither, and the next run delivers it. Every delivery becomes an event.
 */
export async function deliverPending(
  state: State,
  eventLog: EventLog,
  now: Moment,
): Promise<{ delivered: number; failed: number }> {
  let delivered = 0;
  let failed = 0;
  for (;;) {
    const outcome = await deliverBatch(state, now);
    delivered += outcome.delivered;
    failed += outcome.failed;
    if (outcome.taken < BATCH) break;
  }
  await reportDeliveries(state, eventLog);
  return { delivered, failed };
}

async function deliverBatch(state: State, now: Moment) {
  return state.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom('outbox')
      .selectAll()
      .where('delivered_at', 'is', null)
      .where('attempts', '<', MAX_ATTEMPTS)
      .where('created_at', '<=', new Date(now))
      .orderBy('created_at')
      .orderBy('key')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    const delivered: string[] = [];
    let failed = 0;
    for (const [name, waiting] of Map.groupBy(rows, ({ channel }) => channel)) {
      const deliveries = await deliverBy(name, waiting, now, transaction);
      for (const [nth, outcome] of deliveries.entries()) {
        const { key, attempts } = waiting[nth];
        if (outcome.delivered) {
          delivered.push(key);
          continue;
        }
        failed += 1;
        await transaction
          .updateTable('outbox')
          .set({ attempts: outcome.retry ? attempts + 1 : MAX_ATTEMPTS, last_error: outcome.reason })
          .where('key', '=', key)
          .execute();
      }
    }
    if (delivered.length > 0)
      await transaction
        .updateTable('outbox')
        .set((set) => ({ delivered_at: new Date(now), attempts: set('attempts', '+', 1), last_error: null }))
        .where('key', 'in', delivered)
        .execute();
    return { delivered: delivered.length, failed, taken: rows.length };
  });
}

async function deliverBy(
  name: string,
  waiting: readonly Selectable<StateTables['outbox']>[],
  now: Moment,
  transaction: Transaction<StateTables>,
): Promise<Delivery[]> {
  const channel = CHANNELS.get(name);
  if (channel === undefined)
    return waiting.map(() => ({ delivered: false, reason: `no channel ${name}`, retry: false }));
  const messages = waiting.map((row) => ({
    ...row,
    presentationId: row.presentation_id,
    learnerId: row.learner_id,
  }));
  return channel.deliver(messages, now, transaction);
}

/** Writes the events of deliveries that have none yet, including those of a killed run. */
async function reportDeliveries(state: State, eventLog: EventLog): Promise<void> {
  for (;;) {
    const rows = await state
      .selectFrom('outbox')
      .select(['key', 'learner_id', 'presentation_id', 'intervention', 'recipient', 'delivered_at'])
      .where('delivered_at', 'is not', null)
      .where('reported', '=', false)
      .orderBy('delivered_at')
      .limit(BATCH)
      .$narrowType<{ delivered_at: Date }>()
      .execute();
    if (rows.length === 0) return;
    await appendEvents(eventLog, rows.map(deliveredEvent));
    const keys = rows.map((row) => row.key);
    await state.updateTable('outbox').set({ reported: true }).where('key', 'in', keys).execute();
  }
}

interface Delivered {
  readonly key: string;
  readonly learner_id: string;
  readonly presentation_id: string;
  readonly intervention: string;
  readonly recipient: string;
  readonly delivered_at: Date;
}

const deliveredEvent = (row: Delivered) => ({
  id: `nudge_delivered:${row.key}`,
  learnerId: learnerId(row.learner_id),
  presentationId: presentationId(row.presentation_id),
  verb: 'nudge_delivered' as const,
  objectId: row.key,
  objectType: row.intervention,
  occurredAt: moment(row.delivered_at.getTime()),
  precision: 'instant' as const,
  interactions: 1,
  durationSeconds: null,
  scorePercent: null,
  attributes: { recipient: row.recipient },
  source: 'rekindle',
});
