import { transfer } from 'comlink';
import { serve } from '../../worker.ts';
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

/**
 * What a thread does. Calls of the same kind must come one after the other. Memory is transferred with calls and
 * answers.
 */
export interface CleanThread {
  /** The records of a block. */
  read(block: StreamBlock, reading: RecordReading): ReadRecords;
  /**
   * Packs rows of one table after another.
   *
   * @param rows further rows; null at the end of the table
   * @returns the bytes to append to the Parquet file
   */
  pack(types: ColumnTypes, rows: Pick<TableRows, 'count' | 'columns'> | null): Uint8Array<ArrayBuffer>;
  /** Further sessions, built from a file of session ends (START and END); null where there are no more. */
  sessions(path: string): Promise<TableRows | null>;
}

const SESSIONS_AT_ONCE = 1_000;

const readBlock = createBlockReader();
let packer: ParquetPacker | null = null;
let sessions: AsyncGenerator<TableRows> | null = null;

const thread: CleanThread = {
  read(block, reading) {
    const read = readBlock(block, reading);
    release([block.bytes.buffer]);
    return transfer(read, memoryOf(read.responses));
  },
  pack(types, rows) {
    packer ??= createParquetPacker(types);
    const packed = rows === null ? packer.finish() : packer.add(rows);
    if (rows === null) packer = null;
    return transfer(packed, [packed.buffer]);
  },
  async sessions(path) {
    sessions ??= sessionsOf(path);
    const { done, value } = await sessions.next();
    return done ? null : transfer(value, memoryOf(value));
  },
};

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

serve(thread);
