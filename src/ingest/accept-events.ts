import { LRUCache } from 'lru-cache';
import type { ActivityEvent } from '../domain/activity-event.ts';
import { type Moment, moment, toIso } from '../domain/moment.ts';
import type { PresentationId } from '../domain/presentation.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State } from '../store/state.ts';
import { appendEvents } from './append.ts';
import { identityOf, knownAmong } from './known-events.ts';
import { eventSchema, toActivityEvent } from './sources/event-json.ts';

/** The outcome of one posted event. */
export type EventOutcome =
  | { readonly status: 'accepted'; readonly id: string }
  | { readonly status: 'known'; readonly id: string }
  | {
      readonly status: 'refused';
      readonly id: string | null;
      readonly reasons: readonly { readonly field: string; readonly problem: string }[];
    };

export interface Acceptance {
  readonly outcomes: readonly EventOutcome[];
  /** The earliest new event of each presentation: its risks as of later moments are stale. */
  readonly changedFrom: ReadonlyMap<PresentationId, Moment>;
}

/** How far an event may lie in the future: the clocks of platforms differ slightly from ours. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Events that one request posts, and the clock as it came in. */
export interface Posting {
  readonly posted: readonly unknown[];
  readonly now: Moment;
}

/** What need not be asked twice: neither presentations nor learners ever go. */
export interface Remembered {
  readonly presentations: Set<string>;
  readonly learners: LRUCache<string, true>;
}

/** Some 10 MB of learners' ids. */
const REMEMBERED_LEARNERS = 100_000;

export const nothingRemembered = (): Remembered => ({
  presentations: new Set(),
  learners: new LRUCache({ max: REMEMBERED_LEARNERS }),
});

type Stores = { readonly state: State; readonly eventLog: EventLog };

/** Takes the events of one request; see acceptTogether. */
export async function acceptEvents(
  posted: readonly unknown[],
  stores: Stores,
  now: Moment,
): Promise<Acceptance> {
  const { outcomes, changedFrom } = await acceptTogether([{ posted, now }], stores, nothingRemembered());
  return { outcomes: outcomes.flat(), changedFrom };
}

/**
 * Takes the events of several requests as one batch, in their order, and answers the outcomes of each request. Each event
 * is parsed, checked and deduplicated separately, so a bad event does not affect the good ones. When this returns, the
 * accepted events are on the disk.
 */
export async function acceptTogether(
  postings: readonly Posting[],
  stores: Stores,
  remembered: Remembered,
): Promise<{ readonly outcomes: readonly EventOutcome[][] } & Pick<Acceptance, 'changedFrom'>> {
  const parsed = postings.map(({ posted, now }) => posted.map((one) => parse(one, now)));
  const presentations = await knownPresentations(stores.state, parsed.flat(), remembered.presentations);
  const judged = parsed.map((some) => some.map((one) => judge(one, presentations)));
  const taken = judged.flat().flatMap((one) => ('event' in one ? [one.event] : []));
  const known = await knownAmong(stores.eventLog, taken);
  const fresh = new Map<string, ActivityEvent>();
  const outcomeOf = (one: Judged): EventOutcome => {
    if ('refused' in one) return one.refused;
    const identity = identityOf(one.event);
    if (known.has(identity) || fresh.has(identity)) return { status: 'known', id: one.event.id };
    fresh.set(identity, one.event);
    return { status: 'accepted', id: one.event.id };
  };
  const outcomes = judged.map((some) => some.map(outcomeOf));
  const events = [...fresh.values()];
  const changedFrom = earliestByPresentation(events);
  if (events.length > 0) {
    await addLearners(stores.state, events, remembered.learners);
    // Before appending, so that no stale risk survives a crash between the two; after it, for a scoring that ran meanwhile.
    await forgetScorings(stores.state, changedFrom);
    await appendEvents(stores.eventLog, events);
    await forgetScorings(stores.state, changedFrom);
  }
  return { outcomes, changedFrom };
}

type Judged = { readonly event: ActivityEvent } | { readonly refused: EventOutcome };

function parse(posted: unknown, now: Moment): Judged {
  const parsed = eventSchema.safeParse(posted);
  if (!parsed.success)
    return refusal(
      idOf(posted),
      parsed.error.issues.map((issue) => ({
        field: issue.path.join('.') || '(event)',
        problem: issue.message,
      })),
    );
  const event = toActivityEvent(parsed.data);
  if (event.occurredAt > now + CLOCK_SKEW_MS)
    return refusal(event.id, [
      { field: 'occurredAt', problem: `lies in the future: the server's clock says ${toIso(now)}` },
    ]);
  return { event };
}

/** The same, refused where its presentation is not known. */
function judge(parsed: Judged, presentations: ReadonlySet<string>): Judged {
  if ('refused' in parsed || presentations.has(parsed.event.presentationId)) return parsed;
  return refusal(parsed.event.id, [
    {
      field: 'presentationId',
      problem: `${parsed.event.presentationId} is not known; put it first (PUT /v1/presentations/{id})`,
    },
  ]);
}

const refusal = (id: string | null, reasons: { field: string; problem: string }[]): Judged => ({
  refused: { status: 'refused', id, reasons },
});

const idOf = (posted: unknown): string | null =>
  typeof posted === 'object' && posted !== null && 'id' in posted && typeof posted.id === 'string'
    ? posted.id.slice(0, 200)
    : null;

/** The presentations that exist; the state is asked only where an event names one that is not remembered. */
async function knownPresentations(
  state: State,
  parsed: readonly Judged[],
  remembered: Set<string>,
): Promise<ReadonlySet<string>> {
  if (parsed.some((one) => 'event' in one && !remembered.has(one.event.presentationId))) {
    const rows = await state.selectFrom('presentation').select('id').execute();
    for (const { id } of rows) remembered.add(id);
  }
  return remembered;
}

async function addLearners(
  state: State,
  events: readonly ActivityEvent[],
  remembered: LRUCache<string, true>,
): Promise<void> {
  const ids = [...new Set(events.map((event) => event.learnerId))].filter((id) => !remembered.has(id));
  if (ids.length === 0) return;
  await state
    .insertInto('learner')
    .values(ids.map((id) => ({ id })))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  for (const id of ids) remembered.set(id, true);
}

/** Invalidates the risks of a presentation as of moments after `changedFrom`. */
export async function forgetScorings(
  state: State,
  changedFrom: ReadonlyMap<PresentationId, Moment>,
): Promise<void> {
  for (const [presentation, from] of changedFrom)
    await state
      .deleteFrom('scoring_run')
      .where('presentation_id', '=', presentation)
      .where('as_of', '>', new Date(from))
      .execute();
}

function earliestByPresentation(events: readonly ActivityEvent[]): Map<PresentationId, Moment> {
  const earliest = new Map<PresentationId, Moment>();
  for (const event of events)
    earliest.set(
      event.presentationId,
      moment(Math.min(event.occurredAt, earliest.get(event.presentationId) ?? event.occurredAt)),
    );
  return earliest;
}
