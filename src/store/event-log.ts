import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  ClickHouseLogLevel,
  createClient,
  type ExecParams,
} from '@clickhouse/client';
import { drainPending } from 'chdb';
import { createChdbConnection } from 'chdb/connection';
import { StoreError } from '../errors.ts';
import { sayWhichDisk } from './disk-full.ts';
import { createHeldIds, type HeldIds } from './held-ids.ts';
import { type Journal, openJournal } from './journal.ts';
import { nameIn } from './statement.ts';
import { type EventLogTable, namesOn, type TableNames } from './table-names.ts';

/** Values for `{name:Type}` placeholders. */
export type QueryParams = Record<string, unknown>;

/**
 * The event log: ClickHouse in this process, a server, or a sharded cluster, all with the same statements.
 */
export interface EventLog extends TableNames {
  /** All rows of a SELECT, each a record by column name. */
  rows<Row>(sql: string, params?: QueryParams): Promise<Row[]>;
  /** The answer of a SELECT in ClickHouse's RowBinary format, for big numeric results. */
  rowBinary(sql: string, params?: QueryParams): Promise<Buffer>;
  /** Runs a statement that answers nothing. */
  command(sql: string, params?: QueryParams): Promise<void>;
  /** Appends rows; when it returns they are on the disk of the node that owns them. */
  insert(table: EventLogTable, rows: readonly object[]): Promise<void>;
  /** Appends tab-separated lines (ClickHouse's TSV escaping, UTF-8) for the named columns. */
  insertTsv(table: EventLogTable, columns: readonly string[], lines: string | Uint8Array): Promise<void>;
  /** Which event ids the log may hold; null where other processes write, too, so that nobody can know. */
  readonly heldIds: HeldIds | null;
  /** Returns the memory of finished queries to the system; otherwise the embedded engine keeps it. */
  trim(): Promise<void>;
  close(): Promise<void>;
}

export interface ClickHouseAddress {
  readonly url: string;
  /** Name of the sharded cluster that the server belongs to, or null for a single server. */
  readonly cluster: string | null;
}

const DATABASE = 'rekindle';

/** The caller gets every failure as an exception, so the client need not print it, too. */
const SILENT = { level: ClickHouseLogLevel.OFF };

const SETTINGS = [
  // Bounded, so that a big query fails alone and the system does not kill the whole process.
  'max_memory_usage = 3000000000',
  'max_threads = 2',
  // ClickHouse would compile a query to machine code when it has run three times. That takes longer (600 ms for the
  // indicators of a course) than it ever saves here, and the code stays in memory.
  'compile_expressions = 0',
  'compile_aggregate_expressions = 0',
  'compile_sort_description = 0',
];

/** Inserts of up to this many characters go through the journal; a larger one is worth its cost. */
const JOURNALED_LENGTH = 64 * 1024;

/** Opens ClickHouse in this process, on `folder`, which then belongs to this process alone. */
export async function openEmbeddedEventLog(folder: string): Promise<EventLog> {
  mkdirSync(folder, { recursive: true });
  const chdb = createChdbConnection({ path: folder });
  // Two of the client's packages declare the same interface, so the types need a cast.
  const connection = chdb as unknown as NonNullable<ClickHouseClientConfigOptions['connection']>;
  const client = createClient({ connection, log: SILENT });
  // With its lines inside the statement's text, an insert would be copied three times before the engine reads it.
  const insertLines: InsertLines = (name, columns, lines) =>
    chdb.chdb.rawInsert({ table: name, columns, values: lines, format: 'TabSeparated' });
  try {
    await client.command({ query: `create database if not exists ${DATABASE}` });
    await client.command({ query: `use ${DATABASE}` });
    for (const setting of SETTINGS) await client.command({ query: `set ${setting}` });
  } catch (error) {
    throw new StoreError(`The event log in ${folder} cannot be opened: ${messageOf(error)}`);
  }
  const direct = eventLogOver(client, insertLines, plainQuestion, null, folder);
  const journal = await openJournal(join(folder, 'journal'), ({ table, columns, lines }) =>
    direct.insertTsv(table as EventLogTable, columns, lines),
  );
  return {
    ...journaled(direct, journal, folder),
    trim: () => client.command({ query: 'system jemalloc purge' }).then(() => {}),
    async close() {
      await journal.close();
      await client.close();
      // A process that exits in the middle of a statement hangs for minutes, or ends with SIGSEGV.
      await drainPending();
    },
  };
}

/** The same log with small inserts kept in a journal, of which a reader notices nothing. */
function journaled(log: EventLog, journal: Journal, folder: string): EventLog {
  const settled =
    <Asked extends unknown[], Answer>(ask: (...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked): Promise<Answer> => {
      await journal.settle();
      return ask(...asked);
    };
  const rowBinary = settled(log.rowBinary);
  return {
    ...log,
    async rows<Row>(sql: string, params?: QueryParams) {
      await journal.settle();
      return log.rows<Row>(sql, params);
    },
    rowBinary,
    command: settled(log.command),
    async insertTsv(table, columns, lines) {
      if (lines.length === 0) return;
      if (lines.length <= JOURNALED_LENGTH)
        return journal.append({ table, columns, lines: textOf(lines) }).catch(sayWhichDisk(folder));
      // Of two facts with one key the later one stays, so the earlier has to come first.
      await journal.settle();
      await log.insertTsv(table, columns, lines);
    },
    heldIds: createHeldIds(rowBinary),
  };
}

/** Opens a ClickHouse server by URL. Creates the database `rekindle` where it is missing. */
export async function openServerEventLog(address: ClickHouseAddress): Promise<EventLog> {
  const settings = {
    url: address.url,
    log: SILENT,
    request_timeout: 300_000,
    clickhouse_settings: {
      // Regular progress headers keep proxies from closing the connection of a long query.
      send_progress_in_http_headers: 1 as const,
      http_headers_progress_interval_ms: '60000',
      // An insert through a Distributed table is acknowledged once the shards have it.
      distributed_foreground_insert: 1 as const,
      // Otherwise each shard inserts what it selects, dropping the outer select's own expressions and conditions.
      parallel_distributed_insert_select: '0',
    },
  };
  const first = createClient(settings);
  try {
    await first.command({ query: `create database if not exists ${DATABASE}` });
  } catch (error) {
    throw new StoreError(
      `No ClickHouse server answers at CLICKHOUSE_URL (${withoutSecrets(address.url)}): ${messageOf(error)}`,
    );
  } finally {
    await first.close();
  }
  const client = createClient({ ...settings, database: DATABASE });
  const insertLines: InsertLines = (name, columns, lines) =>
    client.command({
      query: `insert into ${name} (${columns.join(', ')}) format TabSeparated\n${textOf(lines)}`,
    });
  return eventLogOver(client, insertLines, loggedQuestion, address.cluster, withoutSecrets(address.url));
}

const textOf = (lines: string | Uint8Array): string =>
  typeof lines === 'string' ? lines : Buffer.from(lines.buffer, lines.byteOffset, lines.length).toString();

type InsertLines = (name: string, columns: readonly string[], lines: string | Uint8Array) => Promise<unknown>;

type Question = (
  sql: string,
  params?: QueryParams,
) => Pick<ExecParams, 'query' | 'query_params' | 'clickhouse_settings'>;

const plainQuestion: Question = (sql, params) => ({
  query: sql,
  ...(params === undefined ? {} : { query_params: params }),
});

/**
 * Puts the statement's name into the column `log_comment` of the server's query log, so that a slow query leads to
 * its file. The log's own text of a query with parameters has lost its comments.
 */
const loggedQuestion: Question = (sql, params) => {
  const name = nameIn(sql);
  return {
    ...plainQuestion(sql, params),
    ...(name === null ? {} : { clickhouse_settings: { log_comment: name } }),
  };
};

/** @param place where the data is, for the message about a full disk */
function eventLogOver(
  client: ClickHouseClient,
  insertLines: InsertLines,
  question: Question,
  cluster: string | null,
  place: string,
): EventLog {
  const { table, onEveryShard } = namesOn(cluster);
  return {
    table,
    async rows<Row>(sql: string, params?: QueryParams) {
      const answer = await client.query({ ...question(sql, params), format: 'JSONEachRow' });
      return (await answer.json()) as Row[];
    },
    async rowBinary(sql, params) {
      const answer = await client.exec(question(`${sql}\nformat RowBinary`, params));
      return collect(answer.stream);
    },
    async command(sql, params) {
      await client.command(question(sql, params)).catch(sayWhichDisk(place));
    },
    async insert(name, rows) {
      if (rows.length === 0) return;
      await client
        .insert({ table: table(name), values: rows, format: 'JSONEachRow' })
        .catch(sayWhichDisk(place));
    },
    async insertTsv(name, columns, lines) {
      if (lines.length === 0) return;
      await insertLines(table(name), columns, lines).catch(sayWhichDisk(place));
    },
    onEveryShard,
    heldIds: null,
    trim: async () => {},
    close: () => client.close(),
  };
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const withoutSecrets = (url: string) => {
  const parsed = new URL(url);
  parsed.password = '';
  parsed.username = '';
  return parsed.toString();
};
