import { parentPort } from 'node:worker_threads';
import { createParquetPacker, type ParquetPacker } from '../run-folder/parquet-packer.ts';
import {
  type ColumnTypes,
  memoryOf,
  release,
  type TableRows,
  tableRows,
} from '../run-folder/table-columns.ts';
import { createBlockReader, type ReadRecords, type RecordReading } from './record-reading.ts';
import type { StreamBlock } from './record-stream.ts';
import { sessionRow, WHOLE_SESSION_COLUMNS } from './session.ts';
import { type WholeSession, wholeSessions } from './whole-sessions.ts';

/** What a thread is asked: to read records, to pack the rows of one table after another, or for further sessions. */
export type CleanTask =
  | { readonly kind: 'read'; readonly block: StreamBlock; readonly reading: RecordReading }
  | {
      readonly kind: 'pack';
      readonly types: ColumnTypes;
      /** Further rows; null where the table ends. */
      readonly rows: Pick<TableRows, 'count' | 'columns'> | null;
    }
  | { readonly kind: 'sessions'; readonly path: string };

/** By kind of task: what was read; what is to be appended to the Parquet file; some sessions, null where there are no more. */
export interface CleanAnswers {
  readonly read: ReadRecords;
  readonly pack: Uint8Array<ArrayBuffer>;
  readonly sessions: TableRows | null;
}

const SESSIONS_AT_ONCE = 1_000;

const readBlock = createBlockReader();
let packer: ParquetPacker | null = null;
let sessions: AsyncGenerator<TableRows> | null = null;

async function answer(task: CleanTask): Promise<void> {
  if (task.kind === 'read') {
    const read = readBlock(task.block, task.reading);
    release([task.block.bytes.buffer]);
    parentPort?.postMessage(read, memoryOf(read.responses));
  } else if (task.kind === 'pack') {
    packer ??= createParquetPacker(task.types);
    const packed = task.rows === null ? packer.finish() : packer.add(task.rows);
    if (task.rows === null) packer = null;
    parentPort?.postMessage(packed, [packed.buffer]);
  } else {
    sessions ??= sessionsOf(task.path);
    const next = await sessions.next();
    parentPort?.postMessage(next.done ? null : next.value, next.done ? [] : memoryOf(next.value));
  }
}

async function* sessionsOf(path: string): AsyncGenerator<TableRows> {
  let held: WholeSession[] = [];
  for await (const some of wholeSessions(path)) {
    for (const session of some) held.push(session);
    if (held.length < SESSIONS_AT_ONCE) continue;
    yield rowsOf(held);
    held = [];
  }
  if (held.length > 0) yield rowsOf(held);
}

const rowsOf = (some: readonly WholeSession[]) => tableRows(some.map(sessionRow), WHOLE_SESSION_COLUMNS);

/* Answers come in the order of the tasks. */
let last = Promise.resolve();
parentPort?.on('message', (task: CleanTask) => {
  last = last.then(() => answer(task));
});
