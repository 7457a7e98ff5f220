import type { ActivityEvent } from '../domain/activity-event.ts';
import { joinedKey } from '../domain/joined-key.ts';
import type { EventLog } from '../store/event-log.ts';
import { named } from '../store/statement.ts';

/** What makes two posted events the same: their id, of one learner in one presentation. */
export const identityOf = ({
  presentationId,
  learnerId,
  id,
}: Pick<ActivityEvent, 'presentationId' | 'learnerId' | 'id'>): string =>
  joinedKey(presentationId, learnerId, id);

/** The identities of those events that the log holds and that these do not replace. */
export async function knownAmong(
  eventLog: EventLog,
  events: readonly ActivityEvent[],
): Promise<ReadonlySet<string>> {
  await eventLog.heldIds?.load();
  const doubtful = events.filter(({ id }) => eventLog.heldIds?.mayHold(id) ?? true);
  const known = await heldAmong(eventLog, doubtful);
  for (const identity of await scoredAnew(eventLog, doubtful)) known.delete(identity);
  return known;
}

interface KnownRow {
  readonly presentation_id: string;
  readonly learner_id: string;
  readonly event_id: string;
}

const IDENTITY = 'presentation_id, learner_id, event_id';

const identityIn = (row: KnownRow): string => joinedKey(row.presentation_id, row.learner_id, row.event_id);

const AMONG = `presentation_id in {presentations:Array(String)} and learner_id in {learners:Array(String)}
         and event_id in {ids:Array(String)}`;

const idsOf = (events: readonly ActivityEvent[]) => ({
  presentations: [...new Set(events.map((event) => event.presentationId))],
  learners: [...new Set(events.map((event) => event.learnerId))],
  ids: events.map((event) => event.id),
});

async function heldAmong(eventLog: EventLog, events: readonly ActivityEvent[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (const some of askable(events)) {
    const rows = await eventLog.rows<KnownRow>(
      named(
        'known-events',
        `select ${IDENTITY} from ${eventLog.table('activity_event')}
       where ${AMONG}`,
      ),
      idsOf(some),
    );
    for (const row of rows) known.add(identityIn(row));
  }
  return known;
}

/**
 * Scored responses that the log holds with different scores. Their time and their id are the same, so that the appended
 * event replaces the one in the log.
 */
async function scoredAnew(eventLog: EventLog, events: readonly ActivityEvent[]): Promise<string[]> {
  const scored = new Map(
    events.filter(({ verb }) => verb === 'response_scored').map((event) => [identityOf(event), event]),
  );
  const anew: string[] = [];
  for (const some of askable([...scored.values()])) {
    const rows = await eventLog.rows<ScoredRow>(
      named(
        'known-scores',
        `select ${IDENTITY}, toString(toUnixTimestamp64Milli(occurred_at)) as at_ms, toFloat64(score_percent) as score, attributes
       from ${eventLog.table('activity_event')} final
       where ${AMONG} and verb = 'response_scored'`,
      ),
      idsOf(some),
    );
    for (const row of rows) {
      const event = scored.get(identityIn(row));
      if (event !== undefined && event.occurredAt === Number(row.at_ms) && !isSameScore(row, event))
        anew.push(identityIn(row));
    }
  }
  return anew;
}

interface ScoredRow extends KnownRow {
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
