import type { PresentationId } from '../../../domain/presentation.ts';
import type { EventLog } from '../../../store/event-log.ts';
import type { State } from '../../../store/state.ts';
import { named } from '../../../store/statement.ts';
import { appendEvents } from '../../append.ts';
import { addCounts, countEvents, type EventCounts } from '../../event-count.ts';
import { eventsOf } from './events.ts';
import type { PresentationRecord } from './records.ts';
import { savePresentation } from './save.ts';
import { countInteractions, writeInteractions } from './staged-clicks.ts';

/** Writes whatever the stores lack of one presentation. Its clicks are staged under `importId`. */
export async function writePresentation(
  { state, eventLog }: { readonly state: State; readonly eventLog: EventLog },
  importId: number,
  record: PresentationRecord,
  fromSample: boolean,
): Promise<EventCounts> {
  const { id } = record.presentation;
  await savePresentation(state, record, fromSample);
  const known = await knownIds(eventLog, id);
  const events = eventsOf(record);
  const fresh = events.filter((event) => !known.has(event.id));
  const interacted = await countInteractions(eventLog, importId, record);
  if (fresh.length > 0 || interacted.written > 0) {
    // Before writing, so that no stale risk survives a crash between the two; after it, for a scoring that ran meanwhile.
    await forgetScorings(state, id);
    await appendEvents(eventLog, fresh);
    await writeInteractions(eventLog, importId, record);
    await forgetScorings(state, id);
  }
  return addCounts([countEvents(events, (event) => !known.has(event.id)), { interacted }]);
}

async function knownIds(eventLog: EventLog, presentation: PresentationId): Promise<Set<string>> {
  const rows = await eventLog.rows<{ event_id: string }>(
    named(
      'known-oulad-events',
      `select event_id from ${eventLog.table('activity_event')}
     where presentation_id = {presentation:String} and source = 'oulad' and verb != 'interacted'`,
    ),
    { presentation },
  );
  return new Set(rows.map((row) => row.event_id));
}

/** After new facts from the past, every risk of the presentation rests on half the facts and has to be computed again. */
async function forgetScorings(state: State, presentation: PresentationId): Promise<void> {
  await state.deleteFrom('scoring_run').where('presentation_id', '=', presentation).execute();
}
