import type { ActivityEvent, Verb } from '../domain/activity-event.ts';

/** How many of the offered events were new, and how many the log already held. */
export interface EventCount {
  readonly written: number;
  readonly known: number;
}

export type EventCounts = Partial<Record<Verb, EventCount>>;

/** Counts `events` by verb; `isNew` says whether the log lacks an event. */
export function countEvents(
  events: readonly ActivityEvent[],
  isNew: (event: ActivityEvent) => boolean,
): EventCounts {
  return addCounts(
    events.map((event) => ({
      [event.verb]: isNew(event) ? { written: 1, known: 0 } : { written: 0, known: 1 },
    })),
  );
}

export function addCounts(counts: readonly EventCounts[]): EventCounts {
  const sum: EventCounts = {};
  for (const count of counts)
    for (const [verb, { written, known }] of Object.entries(count) as [Verb, EventCount][])
      sum[verb] = { written: (sum[verb]?.written ?? 0) + written, known: (sum[verb]?.known ?? 0) + known };
  return sum;
}
