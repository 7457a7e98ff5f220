import type { ActivityEvent } from '../domain/activity-event.ts';
import type { EventLog } from '../store/event-log.ts';
import { EVENT_COLUMNS, eventLine } from './event-line.ts';

/** Appends events to the log. When this returns, they are on the disk; an id that the log holds already stays one event. */
export function appendEvents(eventLog: EventLog, events: readonly ActivityEvent[]): Promise<void> {
  eventLog.heldIds?.add(events.map((event) => event.id));
  return eventLog.insertTsv('activity_event', EVENT_COLUMNS, events.map(eventLine).join(''));
}
