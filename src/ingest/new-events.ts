import type { ActivityEvent, Verb } from '../domain/activity-event.ts';
import type { PresentationId } from '../domain/presentation.ts';
import type { EventLog } from '../store/event-log.ts';
import { appendEvents } from './append.ts';

/** How many of the events offered were new, and how many the log held already. */
export interface EventCount {
  written: number;
  known: number;
}

export type EventCounts = Partial<Record<Verb, EventCount>>;

/** One insert makes a part on the disk and 12 MB of text in memory: larger ones cost memory, smaller ones merges. */
const BATCH_EVENTS = 100_000;

/**
 * Appends those events, all of one presentation, that the log does not hold yet. An event counts as held when its id is
 * there with the same number of interactions: a larger file may add to a day that an earlier one left short.
 *
 * @param groups the events of one enrolment after the other
 * @param beforeFirst awaited before anything is written, and only if something is
 * @param onBatch called before every batch with the number of groups looked at since the last call; may throw to stop
 */
export async function appendNewEvents(
  eventLog: EventLog,
  presentationId: PresentationId,
  groups: Iterable<Iterable<ActivityEvent>>,
  beforeFirst: () => Promise<void>,
  onBatch: (groups: number) => void,
): Promise<EventCounts> {
  const known = await interactionsById(eventLog, presentationId);
  const counts: EventCounts = {};
  let writing: Promise<void> | null = null;
  for (const batch of batchesOf(groups)) {
    const fresh = batch.events.filter((event) => isNew(event, known, counts));
    // The log takes one batch while the next is made.
    await writing;
    onBatch(batch.groups);
    if (fresh.length === 0) continue;
    if (writing === null) await beforeFirst();
    writing = appendEvents(eventLog, fresh);
  }
  await writing;
  return counts;
}

function* batchesOf(
  groups: Iterable<Iterable<ActivityEvent>>,
): Generator<{ events: ActivityEvent[]; groups: number }> {
  let batch = { events: [] as ActivityEvent[], groups: 0 };
  for (const group of groups) {
    for (const event of group) batch.events.push(event);
    batch.groups++;
    if (batch.events.length < BATCH_EVENTS) continue;
    yield batch;
    batch = { events: [], groups: 0 };
  }
  yield batch;
}

function isNew(event: ActivityEvent, known: ReadonlyMap<string, number>, counts: EventCounts): boolean {
  const held = known.get(event.id) === event.interactions;
  counts[event.verb] ??= { written: 0, known: 0 };
  (counts[event.verb] as EventCount)[held ? 'known' : 'written']++;
  return !held;
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
