import { StoreError } from '../../../errors.ts';
import { clickHouseTime } from '../../../store/clickhouse-time.ts';
import type { EventLog } from '../../../store/event-log.ts';
import { named, readStatement } from '../../../store/statement.ts';
import type { EventCount } from '../../event-count.ts';
import { endOfDay } from './events.ts';
import type { ClickRecord, PresentationRecord } from './records.ts';

/**
 * Clicks on their way to the event log: lines of studentVle.csv go to a staging table, where the log's engine adds them
 * up. Adding them up here would need all of them in memory, and twice the time to write the sums as text.
 * Each import has its own rows in the table, which expire after a day.
 */
export interface StagedClicks {
  add(click: ClickRecord): void;
  /** Sends the gathered lines if they are enough for a batch. Called between the pieces of the file. */
  drain(): Promise<void>;
  /**
   * Sends the rest, and checks that the table holds all lines.
   *
   * @throws StoreError where it does not, because the import's number was used before
   */
  finish(): Promise<void>;
}

const COLUMNS = ['import_id', 'presentation_id', 'learner_id', 'object_id', 'day', 'clicks'];

/** Lines of one batch, about 3 MB of text. */
const BATCH_LINES = 100_000;

export function stageClicks(eventLog: EventLog, importId: number): StagedClicks {
  let lines: string[] = [];
  let sent = 0;
  let writing: Promise<void> | null = null;
  const flush = async () => {
    // The log stores one batch while this process reads the next.
    await writing;
    sent += lines.length;
    writing = eventLog.insertTsv('oulad_click', COLUMNS, lines.join(''));
    lines = [];
  };
  return {
    add: ({ presentation, student, site, day, clicks }) => {
      lines.push(`${importId}\t${presentation}\t${student}\t${site}\t${day}\t${clicks}\n`);
    },
    async drain() {
      if (lines.length >= BATCH_LINES) await flush();
    },
    async finish() {
      await flush();
      await writing;
      const [there] = await eventLog.rows<{ clicks: string }>(
        named(
          'staged-clicks',
          `select count() as clicks from ${eventLog.table('oulad_click')} where import_id = {import:UInt64}`,
        ),
        { import: importId },
      );
      if (Number(there?.clicks) !== sent)
        throw new StoreError(
          `The event log holds ${there?.clicks} staged clicks of import ${importId} where ${sent} were sent: its number was used before. Run the import again.`,
        );
    },
  };
}

const NEW_EVENTS = readStatement(import.meta.dirname, 'interactions').text;

const EVENT_COLUMNS =
  'event_id, presentation_id, learner_id, occurred_at, day_precision, verb, object_id, object_type, interactions, source';

/** How many `interacted` events the staged clicks of a presentation make, and how many of them the log lacks. */
export async function countInteractions(
  eventLog: EventLog,
  importId: number,
  record: PresentationRecord,
): Promise<EventCount> {
  const [count] = await eventLog.rows<{ written: string; known: string }>(
    named(
      'count-interactions',
      `select sum(shard_written) as written, sum(shard_known) as known
     from ${eventLog.onEveryShard(
       `select countIf(is_new) as shard_written, countIf(not is_new) as shard_known from (${NEW_EVENTS})`,
     )}`,
    ),
    parametersOf(importId, record),
  );
  return { written: Number(count?.written), known: Number(count?.known) };
}

/** Writes the events that the log lacks. Their ids are unique already: removing duplicates would double the time. */
export async function writeInteractions(
  eventLog: EventLog,
  importId: number,
  record: PresentationRecord,
): Promise<void> {
  await eventLog.command(
    named(
      'write-interactions',
      `insert into ${eventLog.table('activity_event')} (${EVENT_COLUMNS}) settings optimize_on_insert = 0
     select ${EVENT_COLUMNS} from ${eventLog.onEveryShard(`select ${EVENT_COLUMNS} from (${NEW_EVENTS}) where is_new`)}`,
    ),
    parametersOf(importId, record),
  );
  eventLog.heldIds?.forget();
}

const parametersOf = (importId: number, { presentation, sites }: PresentationRecord) => ({
  import: importId,
  presentation: presentation.id,
  first_day_end: clickHouseTime(endOfDay(presentation, 0)),
  sites: [...sites.keys()].map(String),
  activity_types: [...sites.values()],
});
