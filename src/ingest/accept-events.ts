import { LRUCache } from 'lru-cache';
import type { ActivityEvent } from '../domain/activity-event.ts';
import { type Moment, moment } from '../domain/moment.ts';
import type { PresentationId } from '../domain/presentation.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State } from '../store/state.ts';
import { appendEvents } from './append.ts';
import { doubtsCalendar, type FieldProblem, type Judged, judgeEvent } from './judge-event.ts';
import { identityOf, knownAmong } from './known-events.ts';

/** The outcome of one posted event. */
export type EventOutcome =
  | { readonly status: 'accepted'; readonly id: string; readonly warnings?: readonly FieldProblem[] }
  | { readonly status: 'known'; readonly id: string }
  | {
      readonly status: 'refused';
      readonly id: string | null;
      readonly reasons: readonly FieldProblem[];
    };

export interface Acceptance {
  readonly outcomes: readonly EventOutcome[];
  /** The earliest new event of each presentation: its risks as of later moments are stale. */
  readonly changedFrom: ReadonlyMap<PresentationId, Moment>;
}

/** Events that one request posts, and the clock as it came in. */
export interface Posting {
  readonly posted: readonly unknown[];
  readonly now: Moment;
}

/** What need not be asked twice: neither presentations nor learners ever go, and a calendar is asked for again in doubt. */
export interface Remembered {
  /** The ids of the assessments of each presentation. */
  readonly calendars: Map<string, readonly string[]>;
  readonly learners: LRUCache<string, true>;
}

/** Some 10 MB of learners' ids. */
const REMEMBERED_LEARNERS = 100_000;

export const nothingRemembered = (): Remembered => ({
  calendars: new Map(),
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
  const judged = await judgedBy(stores.state, postings, remembered);
  const taken = judged.flat().flatMap((one) => ('event' in one ? [one.event] : []));
  const known = await knownAmong(stores.eventLog, taken);
  const fresh = new Map<string, ActivityEvent>();
  const outcomeOf = (one: Judged): EventOutcome => {
    if ('refused' in one) return one.refused;
    const identity = identityOf(one.event);
    if (known.has(identity) || fresh.has(identity)) return { status: 'known', id: one.event.id };
    fresh.set(identity, one.event);
    return {
      status: 'accepted',
      id: one.event.id,
      ...(one.warnings.length === 0 ? {} : { warnings: one.warnings }),
    };
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

/** Fresh from the state where nothing is remembered, and where an event does not fit what is. */
async function judgedBy(
  state: State,
  postings: readonly Posting[],
  remembered: Remembered,
): Promise<readonly Judged[][]> {
  const judge = () =>
    postings.map(({ posted, now }) => posted.map((one) => judgeEvent(one, remembered.calendars, now)));
  const judged = judge();
  if (!judged.flat().some(doubtsCalendar)) return judged;
  const rows = await state.selectFrom('presentation').select(['id', 'assessments']).execute();
  for (const { id, assessments } of rows)
    remembered.calendars.set(
      id,
      assessments.map((assessment) => assessment.id),
    );
  return judge();
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
