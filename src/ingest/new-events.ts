import type { ActivityEvent, Verb } from '../domain/activity-event.ts';
import type { PresentationId } from '../domain/presentation.ts';
import type { EventLog } from '../store/event-log.ts';
import { EVENT_COLUMNS, eventLine } from './event-line.ts';

/** How many of the events offered were new, and how many the log held already. */
export interface EventCount {
  written: number;
  known: number;
}

export type EventCounts = Partial<Record<Verb, EventCount>>;

/** One insert makes one part on the disk; about 15 MB of text each keeps both parts and memory few. */
const BATCH_EVENTS = 100_000;

/**
 * Appends those of `events`, all of one presentation, that the log does not hold yet. An event counts as held when its
 * id is there with the same number of interactions: a larger file may add to a day that an earlier one left short.
 *
 * @param beforeFirst awaited before anything is written, and only if something is
 * @param onBatch called after every batch with the number of events looked at since the last call; may throw to stop
 */
export async function appendNewEvents(
  eventLog: EventLog,
  presentationId: PresentationId,
  events: Iterable<ActivityEvent>,
  beforeFirst: () => Promise<void>,
  onBatch: (events: number) => void,
): Promise<EventCounts> {
  const known = await interactionsById(eventLog, presentationId);
  const counts: EventCounts = {};
  let lines: string[] = [];
  let offered = 0;
  let first = true;
  const flush = async () => {
    if (lines.length > 0) {
      if (first) await beforeFirst();
      first = false;
      await eventLog.insertTsv('activity_event', EVENT_COLUMNS, lines.join(''));
    }
    onBatch(offered);
    lines = [];
    offered = 0;
  };
  for (const event of events) {
    offered++;
    counts[event.verb] ??= { written: 0, known: 0 };
    const count = counts[event.verb] as EventCount;
    if (known.get(event.id) === event.interactions) count.known++;
    else {
      count.written++;
      lines.push(eventLine(event));
    }
    if (offered === BATCH_EVENTS) await flush();
  }
  await flush();
  return counts;
}

async function interactionsById(
  eventLog: EventLog,
  presentationId: PresentationId,
): Promise<Map<string, number>> {
  const rows = await eventLog.rows<{ event_id: string; interactions: number }>(
    `select event_id, interactions from ${eventLog.table('activity_event')} final where presentation_id = {presentation:String}`,
    { presentation: presentationId },
  );
  return new Map(rows.map((row) => [row.event_id, row.interactions]));
}
