import type { ActivityEvent } from '../domain/activity-event.ts';
import { type Moment, moment } from '../domain/moment.ts';
import type { PresentationId } from '../domain/presentation.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State } from '../store/state.ts';
import { named } from '../store/statement.ts';
import { appendEvents } from './append.ts';
import { type Calendars, type FieldProblem, judgeEvent } from './judge-event.ts';

/** The outcome of one posted event. */
export type EventOutcome =
  | {
      readonly status: 'accepted';
      readonly id: string;
      /** What the event may have meant otherwise, or what of it is left out; absent where all is well. */
      readonly warnings?: readonly FieldProblem[];
    }
  | { readonly status: 'known'; readonly id: string }
  | { readonly status: 'refused'; readonly id: string | null; readonly reasons: readonly FieldProblem[] };

export interface Acceptance {
  readonly outcomes: readonly EventOutcome[];
  /** The earliest new event of each presentation: its risks as of later moments are stale. */
  readonly changedFrom: ReadonlyMap<PresentationId, Moment>;
}

/**
 * Takes a batch of posted events. Each one is parsed, checked and deduplicated separately, so a bad event does not affect
 * the good ones. When this returns, the accepted events are on the disk.
 */
export async function acceptEvents(
  posted: readonly unknown[],
  stores: { readonly state: State; readonly eventLog: EventLog },
  now: Moment,
): Promise<Acceptance> {
  const calendars = await knownCalendars(stores.state);
  const judged = posted.map((one) => judgeEvent(one, calendars, now));
  const taken = judged.flatMap((one) => ('event' in one ? [one.event] : []));
  const known = await knownIds(stores.eventLog, taken);
  for (const id of await scoredAnew(stores.eventLog, taken)) known.delete(id);
  const fresh = new Map<string, ActivityEvent>();
  const outcomes = judged.map((one): EventOutcome => {
    if ('refused' in one) return one.refused;
    if (known.has(one.event.id) || fresh.has(one.event.id)) return { status: 'known', id: one.event.id };
    fresh.set(one.event.id, one.event);
    return {
      status: 'accepted',
      id: one.event.id,
      ...(one.warnings.length === 0 ? {} : { warnings: one.warnings }),
    };
  });
  const events = [...fresh.values()];
  const changedFrom = earliestByPresentation(events);
  if (events.length > 0) {
    await addLearners(stores.state, events);
    // Before appending, so that no stale risk survives a crash between the two; after it, for a scoring that ran meanwhile.
    await forgetScorings(stores.state, changedFrom);
    await appendEvents(stores.eventLog, events);
    await forgetScorings(stores.state, changedFrom);
  }
  return { outcomes, changedFrom };
}

/** The ids of the assessments of all presentations. */
async function knownCalendars(state: State): Promise<Calendars> {
  const rows = await state.selectFrom('presentation').select(['id', 'assessments']).execute();
  return new Map(rows.map(({ id, assessments }) => [id, assessments.map((assessment) => assessment.id)]));
}

const AMONG = `presentation_id in {presentations:Array(String)} and learner_id in {learners:Array(String)}
         and event_id in {ids:Array(String)}`;

const idsOf = (events: readonly ActivityEvent[]) => ({
  presentations: [...new Set(events.map((event) => event.presentationId))],
  learners: [...new Set(events.map((event) => event.learnerId))],
  ids: events.map((event) => event.id),
});

async function knownIds(eventLog: EventLog, events: readonly ActivityEvent[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (const some of askable(events)) {
    const rows = await eventLog.rows<{ event_id: string }>(
      named(
        'known-events',
        `select event_id from ${eventLog.table('activity_event')}
       where ${AMONG}`,
      ),
      idsOf(some),
    );
    for (const row of rows) known.add(row.event_id);
  }
  return known;
}

/**
 * Scored responses that the log holds with different scores. Their time and their id are the same, so that the appended
 * event replaces the one in the log.
 */
async function scoredAnew(eventLog: EventLog, events: readonly ActivityEvent[]): Promise<string[]> {
  const scored = new Map(
    events.filter(({ verb }) => verb === 'response_scored').map((event) => [event.id, event]),
  );
  const anew: string[] = [];
  for (const some of askable([...scored.values()])) {
    const rows = await eventLog.rows<ScoredRow>(
      named(
        'known-scores',
        `select event_id, toString(toUnixTimestamp64Milli(occurred_at)) as at_ms, toFloat64(score_percent) as score, attributes
       from ${eventLog.table('activity_event')} final
       where ${AMONG} and verb = 'response_scored'`,
      ),
      idsOf(some),
    );
    for (const row of rows) {
      const event = scored.get(row.event_id);
      if (event !== undefined && event.occurredAt === Number(row.at_ms) && !isSameScore(row, event))
        anew.push(event.id);
    }
  }
  return anew;
}

interface ScoredRow {
  readonly event_id: string;
  readonly at_ms: string;
  readonly score: number | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The log keeps four decimals of a score. */
const isSameScore = (row: ScoredRow, event: ActivityEvent): boolean =>
  Math.abs((row.score ?? -1) - (event.scorePercent ?? -1)) < 1e-4 &&
  Object.keys(row.attributes).length === Object.keys(event.attributes).length &&
  Object.entries(event.attributes).every(([name, value]) => row.attributes[name] === value);

/** A ClickHouse server accepts at most 128 KiB per parameter; half of that leaves room for escapes. */
const PARAMETER_BYTES = 64 * 1024;
/** The most characters that one byte of an id needs in a URL. */
const BYTES_IN_URL = 3;

/** Cuts `events` into slices whose ids fit one parameter. */
function* askable(events: readonly ActivityEvent[]): Generator<readonly ActivityEvent[]> {
  let start = 0;
  let bytes = 0;
  for (const [index, event] of events.entries()) {
    const longest = Math.max(
      Buffer.byteLength(event.id),
      event.learnerId.length,
      event.presentationId.length,
    );
    const more = BYTES_IN_URL * (longest + "'',".length);
    if (bytes + more > PARAMETER_BYTES) {
      yield events.slice(start, index);
      start = index;
      bytes = 0;
    }
    bytes += more;
  }
  if (start < events.length) yield events.slice(start);
}

async function addLearners(state: State, events: readonly ActivityEvent[]): Promise<void> {
  const ids = [...new Set(events.map((event) => event.learnerId))];
  await state
    .insertInto('learner')
    .values(ids.map((id) => ({ id })))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
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
