import type { Selectable } from 'kysely';
import { learnerId } from '../domain/learner.ts';
import { type Moment, moment } from '../domain/moment.ts';
import { presentationId } from '../domain/presentation.ts';
import { NotFoundError } from '../errors.ts';
import { appendEvents } from '../ingest/append.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State, StateTables } from '../store/state.ts';

/**
 * Marks a message opened, the first time only, and puts the fact into the event log.
 *
 * @throws NotFoundError where there is no message of that key
 */
export async function openMessage(
  state: State,
  eventLog: EventLog,
  key: string,
  now: Moment,
): Promise<Selectable<StateTables['inbox_message']>> {
  await state
    .updateTable('inbox_message')
    .set({ opened_at: new Date(now) })
    .where('key', '=', key)
    .where('opened_at', 'is', null)
    .execute();
  const row = await state.selectFrom('inbox_message').selectAll().where('key', '=', key).executeTakeFirst();
  if (row === undefined) throw new NotFoundError(`There is no message ${key}.`);
  // The time of the first opening, so that a message opened again is the same fact.
  const openedAt = moment((row.opened_at as Date).getTime());
  await appendEvents(eventLog, [
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
  return row;
}
